// Makes ../static/vendor from the locked packages: npm ci && npm run build [-- --out DIR]
// Classic scripts that set one global each, since ES modules do not load from file://.
import { build } from "esbuild";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const given = process.argv.indexOf("--out");
const out = given > 0 ? process.argv[given + 1] : join(here, "..", "static", "vendor");
const bundles = {
  minisearch: 'export { default } from "minisearch";',
  plot: 'export * from "@observablehq/plot";',
  cytoscape: 'export { default } from "cytoscape";',
};
const globals = { minisearch: "MiniSearch", plot: "Plot", cytoscape: "cytoscape" };

mkdirSync(out, { recursive: true });
for (const [name, source] of Object.entries(bundles)) {
  const result = await build({
    stdin: { contents: source, resolveDir: here },
    bundle: true, minify: true, write: false, metafile: true, legalComments: "none", charset: "ascii",
    format: "iife", globalName: globals[name], target: "es2020",
    footer: name === "plot" ? {} : { js: `${globals[name]}=${globals[name]}.default;` },
  });
  const packages = [...new Set(Object.keys(result.metafile.inputs)
    .map((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1]).filter(Boolean))].sort();
  writeFileSync(join(out, `${name}.js`), result.outputFiles[0].text);
  writeFileSync(join(out, `${name}.LICENSE.txt`), packages.map(licence).join("\n"));
}
const tests = join(here, "..", "..", "..", "..", "tests", "site", "vendor");
if (given < 0) {
  mkdirSync(tests, { recursive: true });
  copyFileSync(join(here, "node_modules/axe-core/axe.min.js"), join(tests, "axe.min.js"));
  copyFileSync(join(here, "node_modules/axe-core/LICENSE"), join(tests, "axe.LICENSE.txt"));
}

function licence(name) {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8") : "";
  return `${name} ${version}, ${license}\n\n${text.replace(/\r\n/g, "\n").trim()}\n`;
}
