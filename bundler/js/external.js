// Stands for a module that the VM resolves, where esbuild would leave an import statement.
module.exports = require("SPECIFIER");
