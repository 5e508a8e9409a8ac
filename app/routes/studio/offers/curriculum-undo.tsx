import { Form } from "@remix-run/react";
import { CircleAlert, Undo2, X } from "lucide-react";
import { Button } from "~/components/ui/button";
import { useHydrated } from "~/components/ui/use-hydrated";
import { useCurriculumPage } from "./curriculum-context";

/** Says what was done and takes it back; or says that it could not be saved and tries again. Always there, so that its words are heard. */
export function UndoBar() {
  const { said, undo, takeBack, forget, failure, retry, saving } = useCurriculumPage();
  const hydrated = useHydrated();
  return (
    <div className="pointer-events-none fixed inset-x-4 bottom-[calc(var(--dock,0px)+1rem)] z-40 flex justify-center print:hidden">
      <p role="status" className="sr-only">
        {failure ? "" : said}
      </p>
      <p role="alert" className="sr-only">
        {failure ? `Not saved. ${failure}` : ""}
      </p>
      {failure !== null ? (
        <div className="pointer-events-auto flex max-w-md items-center gap-3 rounded-lg border border-danger-line bg-raised py-2 pr-2 pl-4 text-sm shadow-float animate-rise">
          <CircleAlert aria-hidden="true" className="size-5 shrink-0 text-danger" />
          <p className="min-w-0 flex-1">
            <strong className="font-semibold">Not saved.</strong> {failure} What you did stays on this page.
          </p>
          <Button size="sm" onClick={retry}>
            Try again
          </Button>
        </div>
      ) : (
        undo && (
          <div key={undo.said} className="pointer-events-auto flex max-w-md min-w-0 items-center gap-1 rounded-lg border border-line bg-raised py-1.5 pr-1.5 pl-4 text-sm shadow-float animate-rise">
            <p className="mr-2 line-clamp-2 min-w-0 flex-1 [overflow-wrap:anywhere]" aria-hidden={hydrated || undefined}>
              {saving ? "Saving…" : undo.said}
            </p>
            <Form
              method="post"
              preventScrollReset
              onSubmit={(event) => {
                event.preventDefault();
                takeBack();
              }}
            >
              {Object.entries(undo.fields).map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
              <Button type="submit" variant="secondary" size="sm">
                <Undo2 aria-hidden="true" />
                Undo
                <span className="sr-only">: {undo.said}</span>
              </Button>
            </Form>
            {hydrated && (
              <button type="button" onClick={forget} className="grid size-11 shrink-0 place-items-center rounded-md text-ink-faint hover:bg-sunken hover:text-ink sm:size-9">
                <X aria-hidden="true" className="size-4" />
                <span className="sr-only">Close this message</span>
              </button>
            )}
          </div>
        )
      )}
    </div>
  );
}
