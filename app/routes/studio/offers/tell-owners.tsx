import { Checkbox } from "~/components/ui/checkbox";

/** Whether owners get a mail, and how many that are. */
export function TellOwners({ owners }: { owners: number }) {
  if (owners === 0) return <p className="text-ink-faint">Nobody who could be told has this yet.</p>;
  return <Checkbox name="tell" label={owners === 1 ? "Tell its one owner by mail" : `Tell its ${owners.toLocaleString("en")} owners by mail`} description="One mail each, with your note and a link to their library. Whoever switched such mails off gets none." />;
}
