import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

// One script and one style sheet with names that stay: a report holds both, the app serves both.
export default defineConfig({
  plugins: [svelte({ emitCss: true })],
  build: {
    outDir: "../src/partwise/web",
    emptyOutDir: false,
    target: "es2022",
    cssCodeSplit: false,
    modulePreload: false,
    reportCompressedSize: false,
    lib: { entry: "src/main.ts", formats: ["es"], fileName: () => "partwise.js", cssFileName: "partwise" },
  },
});
