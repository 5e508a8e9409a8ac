import { writeFileSync } from "node:fs";
import { runAtEnd } from "./at-end";
import { bodyMemory } from "./body-memory";
import { curriculumEditor } from "./curriculum-editor";
import { fulfilment } from "./fulfilment";
import { intakeEmbedded } from "./intake-embedded";
import { largeFiles } from "./large-files";
import { library } from "./library";
import { offerPage } from "./offer-page";
import { offerPageSize } from "./offer-page-size";
import { player } from "./player";
import { secondStart } from "./second-start";
import { storm } from "./storm";
import { dashboard, ordersList } from "./studio-size";
import { webhookIntake } from "./webhook-intake";
import type { Figure } from "./figure";

// npm run bench [-- name …] [-- --json FILE]: each figure is a ratio against a baseline measured in the same run.
const figures: Record<string, () => Promise<Figure[]>> = { "offer-page": offerPage, "offer-page-size": offerPageSize, "webhook-intake": webhookIntake, "second-start": secondStart, "large-files": largeFiles, library, player, "curriculum-editor": curriculumEditor, "body-memory": bodyMemory, fulfilment, "intake-embedded": intakeEmbedded, "orders-list": ordersList, dashboard, storm };

const args = process.argv.slice(2);
const jsonAt = args.indexOf("--json");
const file = jsonAt >= 0 ? args.splice(jsonAt, 2)[1] : undefined;
const wanted = args.length > 0 ? args : Object.keys(figures);
for (const name of wanted) {
  if (!figures[name]) {
    console.error(`No figure is called "${name}". There are: ${Object.keys(figures).join(", ")}`);
    process.exit(1);
  }
}

const results: Figure[] = [];
for (const name of wanted) {
  console.error(`measuring ${name} …`);
  for (const figure of await figures[name]!()) {
    results.push(figure);
    console.log(`${figure.name}: ${figure.value} ${figure.unit}, baseline ${figure.baseline} ${figure.unit}, ratio ${figure.ratio}`);
  }
}
if (file) writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
await runAtEnd();
process.exit(0);
