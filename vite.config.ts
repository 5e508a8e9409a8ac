import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import tsconfigPaths from "vite-tsconfig-paths";
import remixConfig from "./remix.config.js";

export default defineConfig({
  plugins: [tailwindcss(), remix(remixConfig), tsconfigPaths({ projects: ["./tsconfig.json"] })],
  // Bundled, so that the server loads the few icons it shows and not all of them.
  ssr: { noExternal: ["lucide-react"] },
  build: { target: "es2022", sourcemap: false },
  server: { hmr: { port: 24678 } },
  // Native and server-only: Vite's scan of the routes would try to bundle it for the browser.
  optimizeDeps: { exclude: ["@node-rs/argon2"] },
});
