// npm run build: generated code and build, whether or not they look fresh to npm start.
import { checkNode, ensureBuilt, ensureGenerated } from "./lib/prepare.mjs";

checkNode();
await ensureGenerated();
await ensureBuilt();
