// The Node side of the HTTP comparison: node http.js BUNDLE WORKERS. It listens on a free port of 127.0.0.1, with as many processes as WORKERS says
// (0: this one alone), and prints "port N" when all of them accept connections.

"use strict";

const cluster = require("node:cluster");
const fs = require("node:fs");
const http = require("node:http");
const path = require("node:path");
const vm = require("node:vm");

const [, , file, workers] = process.argv;

function serve(listening) {
  const module = { exports: {} };
  const body = vm.runInThisContext(fs.readFileSync(file, "utf8"), { filename: file });
  body(module.exports, require, module, file, path.dirname(file));
  const { render } = module.exports;
  http
    .createServer((request, response) => {
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      render(request.url.slice(1), response, (error) => {
        console.error(error);
        response.statusCode = 500;
        response.end();
      });
    })
    .listen(0, "127.0.0.1", function () {
      listening(this.address().port);
    });
}

if (cluster.isPrimary && workers !== "0") {
  let waiting = Number(workers);
  for (let i = 0; i < Number(workers); i++) {
    cluster.fork().once("listening", ({ port }) => {
      if (--waiting === 0) console.log(`port ${port}`);
    });
  }
} else {
  serve((port) => {
    if (cluster.isPrimary) console.log(`port ${port}`);
  });
}
