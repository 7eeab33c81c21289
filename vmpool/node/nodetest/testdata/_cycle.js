exports.seen = Object.keys(require('./_helper')).join();
