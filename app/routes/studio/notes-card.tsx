import { Form } from "@remix-run/react";
import { Card } from "~/components/ui/card";
import { Field } from "~/components/ui/field";
import { SubmitButton } from "~/components/ui/submit-button";
import { Textarea } from "~/components/ui/textarea";

export interface NoteLine {
  id: string;
  text: string;
  author: string;
  own: boolean;
  /** ISO 8601. */
  at: string;
  when: string;
}

/** Notes of the store's side about an order or a customer: read, written, one's own deleted. The page's action takes both forms. */
export function NotesCard({ notes, problem, mayWrite }: { notes: NoteLine[]; problem?: string | undefined; mayWrite: boolean }) {
  return (
    <Card title="Notes" description="For you and your team. The buyer never sees them.">
      {notes.length > 0 && (
        <ul className="mb-5 divide-y divide-line text-sm">
          {notes.map((note) => (
            <li key={note.id} className="py-3.5 first:pt-0">
              <p className="whitespace-pre-line wrap-anywhere">{note.text}</p>
              <div className="mt-1 flex flex-wrap items-center justify-between gap-x-4">
                <p className="text-ink-faint">
                  {note.author}, <time dateTime={note.at}>{note.when}</time>
                </p>
                {note.own && mayWrite && (
                  <Form method="post" preventScrollReset>
                    <input type="hidden" name="noteId" value={note.id} />
                    <SubmitButton name="intent" value="delete-note" variant="link" size="sm" pendingLabel="Deleting…">
                      Delete<span className="sr-only"> the note of {note.when}</span>
                    </SubmitButton>
                  </Form>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {mayWrite && (
        // The newest note's id as a key: the field is empty again once the note stands.
        <Form method="post" preventScrollReset className="space-y-3" key={notes[0]?.id ?? "none"}>
          <Field label="New note" hideLabel field={{ name: "text" }} error={problem}>
            <Textarea rows={3} maxLength={4000} required placeholder="What should whoever looks here next know?" />
          </Field>
          <SubmitButton name="intent" value="note" variant="secondary" size="sm" pendingLabel="Saving…">
            Add note
          </SubmitButton>
        </Form>
      )}
      {!mayWrite && notes.length === 0 && <p className="text-sm text-ink-muted">There are none.</p>}
    </Card>
  );
}
