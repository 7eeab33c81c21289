// The Node side: node node.js BUNDLE. One JSON object a line each way: {op: "html"|"run"|"version", api, count} gives {html}, {ns, cpu,
// bytes} (nanoseconds) or {node}; an error gives {error}.

"use strict";

const fs = require("node:fs");
const path = require("node:path");
const readline = require("node:readline");
const vm = require("node:vm");

globalThis.console = new console.Console(process.stderr);

let bytes = 0;
let kept;
const host = {
  write(chunk) {
    const data = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    bytes += data.byteLength;
    if (kept) kept.push(Buffer.from(data));
    return true;
  },
};

async function html(page, { api }) {
  kept = [];
  await page.run(api, 1, host);
  const text = Buffer.concat(kept).toString();
  kept = undefined;
  return { html: text };
}

async function run(page, { api, count }) {
  bytes = 0;
  const before = process.cpuUsage();
  const start = process.hrtime.bigint();
  await page.run(api, count, host);
  const ns = Number(process.hrtime.bigint() - start);
  const { user, system } = process.cpuUsage(before);
  return { ns, cpu: (user + system) * 1000, bytes };
}

async function main() {
  const file = process.argv[2];
  const module = { exports: {} };
  const body = vm.runInThisContext(fs.readFileSync(file, "utf8"), { filename: file });
  await body(module.exports, require, module, file, path.dirname(file));
  const page = module.exports.page;
  await page.load();
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    let answer;
    try {
      answer = await { html, run, version: () => ({ node: process.version }) }[request.op](page, request);
    } catch (error) {
      answer = { error: String(error?.stack ?? error) };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

main();
