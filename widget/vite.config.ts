// One classic script, so that a clinic adds one line: no chunks, no style file, no source map.
import { defineConfig } from "vite";

export default defineConfig({
  build: {
    target: "es2021",
    lib: {
      entry: "src/main.ts",
      formats: ["iife"],
      name: "Antechamber",
      fileName: () => "antechamber.js",
    },
  },
});
