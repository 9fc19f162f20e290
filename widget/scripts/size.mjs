// Fails the build when the widget is over 25 kB gzipped: many people open it on a bad connection.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const MOST_BYTES = 25 * 1024;
const size = gzipSync(readFileSync(new URL("../dist/antechamber.js", import.meta.url)), { level: 9 }).length;
console.log(`antechamber.js: ${(size / 1024).toFixed(1)} kB gzipped of ${MOST_BYTES / 1024} kB`);
if (size > MOST_BYTES) {
  console.error("The widget is too big. Find what grew: npx vite-bundle-visualizer");
  process.exit(1);
}
