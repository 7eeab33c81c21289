// cp: copies of trees.

const native = require('internal/fs/native');
const { codes } = require('internal/errors');
const validators = require('internal/validators');
const path = require('path');
const { copyMode, getValidatedPath } = require('internal/fs/args');
const { makeStats } = require('internal/fs/stats');

function cpOptions(options) {
  const defaults = {
    dereference: false, errorOnExist: false, force: true, preserveTimestamps: false, recursive: false, verbatimSymlinks: false, mode: 0,
  };
  if (options !== undefined) validators.validateObject(options, 'options');
  options = { ...defaults, ...options };
  const booleans = ['dereference', 'errorOnExist', 'force', 'preserveTimestamps', 'recursive', 'verbatimSymlinks'];
  for (let i = 0; i < booleans.length; i++) validators.validateBoolean(options[booleans[i]], `options.${booleans[i]}`);
  options.mode = copyMode(options.mode);
  if (options.dereference && options.verbatimSymlinks) {
    throw new codes.ERR_INCOMPATIBLE_OPTION_PAIR('dereference', 'verbatimSymlinks');
  }
  if (options.filter !== undefined) validators.validateFunction(options.filter, 'options.filter');
  return options;
}

function failure(code, message, src, dest, errno, name) {
  return new codes[code]({ message, path: dest ?? src, syscall: 'cp', errno, code: name });
}

const EISDIR = [21, 'EISDIR'];
const EINVAL = [22, 'EINVAL'];
const EEXIST = [17, 'EEXIST'];
const ENOTDIR = [20, 'ENOTDIR'];

// checkParents refuses a destination that is below src by another path.
function checkParents(src, from, dest) {
  const above = path.resolve(path.dirname(src));
  for (let dir = path.dirname(path.resolve(dest)); dir !== above && dir !== path.dirname(dir); dir = path.dirname(dir)) {
    const stats = makeStats(native.stat(dir, true, true), true);
    if (stats === undefined) return;
    if (stats.ino === from.ino && stats.dev === from.dev) {
      throw failure('ERR_FS_CP_EINVAL', `cannot copy ${src} to a subdirectory of self ${dest}`, src, dest, ...EINVAL);
    }
  }
}

// check looks at both ends of a copy and returns their Stats.
function check(src, dest, options, top) {
  const from = makeStats(native.stat(src, options.dereference, false), true);
  const to = makeStats(native.stat(dest, options.dereference, true), true);
  if (to !== undefined) {
    if (from.ino === to.ino && from.dev === to.dev) {
      throw failure('ERR_FS_CP_EINVAL', 'src and dest cannot be the same', src, dest, ...EINVAL);
    }
    if (from.isDirectory() && !to.isDirectory()) {
      throw failure('ERR_FS_CP_DIR_TO_NON_DIR', `cannot overwrite non-directory ${dest} with directory ${src}`, src, dest, ...EISDIR);
    }
    if (!from.isDirectory() && to.isDirectory()) {
      throw failure('ERR_FS_CP_NON_DIR_TO_DIR', `cannot overwrite directory ${dest} with non-directory ${src}`, src, dest, ...ENOTDIR);
    }
  }
  if (from.isDirectory()) {
    if (within(dest, src)) {
      throw failure('ERR_FS_CP_EINVAL', `cannot copy ${src} to a subdirectory of self ${dest}`, src, dest, ...EINVAL);
    }
    if (top) checkParents(src, from, dest);
    if (!options.recursive) {
      throw failure('ERR_FS_EISDIR', `${src} is a directory (not copied)`, src, src, 22, 'EISDIR');
    }
  } else if (from.isSocket()) {
    throw failure('ERR_FS_CP_SOCKET', `cannot copy a socket file: ${dest}`, src, dest, ...EINVAL);
  } else if (from.isFIFO()) {
    throw failure('ERR_FS_CP_FIFO_PIPE', `cannot copy a FIFO pipe: ${dest}`, src, dest, ...EINVAL);
  }
  return { from, to };
}

// within says whether path is folder or below it.
function within(path_, folder) {
  return `${path.resolve(path_)}${path.sep}`.startsWith(`${path.resolve(folder)}${path.sep}`);
}

// checkLink refuses to replace a link by one that would lead into what it replaces, or the other way around.
function checkLink(target, src, dest, to) {
  if (!to.isSymbolicLink()) return;
  let there = native.readlink(dest);
  if (!path.isAbsolute(there)) there = path.resolve(path.dirname(dest), there);
  if (within(there, target)) {
    throw failure('ERR_FS_CP_EINVAL', `cannot copy ${target} to a subdirectory of self ${there}`, src, dest, ...EINVAL);
  }
  if (makeStats(native.stat(dest, true, true))?.isDirectory() && within(target, there)) {
    throw failure('ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY', `cannot overwrite ${there} with ${target}`, src, dest, ...EINVAL);
  }
}

function copyOne(src, dest, from, to, options) {
  if (from.isSymbolicLink()) {
    let target = native.readlink(src);
    if (!options.verbatimSymlinks && !path.isAbsolute(target)) target = path.resolve(path.dirname(src), target);
    if (to !== undefined) {
      checkLink(target, src, dest, to);
      native.unlink(dest);
    }
    native.symlink(target, dest);
    return;
  }
  if (to !== undefined) {
    if (options.errorOnExist && !options.force) throw failure('ERR_FS_CP_EEXIST', `${dest} already exists`, src, dest, ...EEXIST);
    if (!options.force) return;
    native.unlink(dest);
  }
  native.copyFile(src, dest, options.mode);
  if (options.preserveTimestamps) native.utimes(dest, Number(from.atimeMs) / 1000, Number(from.mtimeMs) / 1000);
}

// tree copies src to dest as a generator: what it yields is the filter's answer, which may be a promise.
function* tree(src, dest, options, top = true) {
  if (options.filter && !(yield options.filter(src, dest))) return;
  const { from, to } = check(src, dest, options, top);
  if (!from.isDirectory()) {
    native.mkdir(path.dirname(dest), 0o777, true);
    copyOne(src, dest, from, to, options);
    return;
  }
  if (to === undefined) {
    native.mkdir(dest, 0o777, true);
    native.chmod(dest, Number(from.mode) & 0o7777);
  }
  const list = native.readdir(src, false, 'opendir');
  for (let i = 0; i < list.length; i += 3) {
    yield* tree(path.join(src, list[i]), path.join(dest, list[i]), options, false);
  }
}

function cpSync(src, dest, options) {
  options = cpOptions(options);
  const steps = tree(getValidatedPath(src, 'src'), getValidatedPath(dest, 'dest'), options);
  for (let r = steps.next(); !r.done; r = steps.next(r.value)) {
    if (r.value && typeof r.value.then === 'function') {
      throw new codes.ERR_INVALID_RETURN_VALUE('boolean', 'filter', r.value);
    }
  }
}

async function cp(src, dest, options) {
  options = cpOptions(options);
  const steps = tree(getValidatedPath(src, 'src'), getValidatedPath(dest, 'dest'), options);
  for (let r = steps.next(); !r.done; r = steps.next(await r.value));
}

module.exports = { cp, cpSync };
