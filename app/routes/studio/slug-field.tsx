import { useFetcher } from "@remix-run/react";
import { CircleCheck } from "lucide-react";
import { useEffect, useState } from "react";
import { Field, type FieldMeta } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import type { loader as slugLoader } from "./store-slug";

const PAUSE_MS = 300;

/** The store's address: follows the name until it is edited by hand, and says at once whether it is free. Without JavaScript the server chooses. */
export function SlugField({ field, storeName, host }: { field: FieldMeta; storeName: string; host: string }) {
  const first = typeof field.initialValue === "string" ? field.initialValue : "";
  const [typed, setTyped] = useState<string | null>(first || null);
  const { load, data } = useFetcher<typeof slugLoader>();
  const question = typed === null ? `name=${encodeURIComponent(storeName)}` : `slug=${encodeURIComponent(typed)}`;
  const worthAsking = (typed ?? storeName).trim() !== "";

  useEffect(() => {
    if (!worthAsking) return;
    const timer = setTimeout(() => load(`/studio/new/slug?${question}`), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [load, question, worthAsking]);

  const answered = worthAsking && data?.asked === (typed ?? storeName) ? data : null;
  const value = typed ?? (worthAsking ? (data?.slug ?? "") : "");
  const wrong = typed !== null && answered ? problem(typed, answered) : null;
  return (
    <div>
      <Field label="Address" field={field} {...(wrong ? { error: wrong } : {})} description={`Where people find your store, under ${host}.`}>
        <Input
          value={value}
          onChange={(event) => setTyped(event.currentTarget.value || null)}
          prefix="/s/"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          placeholder="made from the name"
        />
      </Field>
      <p role="status" className="mt-1.5 flex min-h-5 items-center gap-1.5 text-sm text-ink-muted">
        {answered?.free && !wrong && value && (
          <>
            <CircleCheck aria-hidden="true" className="size-4 text-success" />
            <span className="min-w-0 truncate">
              {host}/s/{value} is free
            </span>
          </>
        )}
      </p>
    </div>
  );
}

function problem(typed: string, answer: { slug: string; free: boolean }): string | null {
  if (answer.slug !== typed) return answer.slug ? `Use lower-case letters, digits and hyphens only, for instance “${answer.slug}”.` : "Use letters and digits.";
  return answer.free ? null : "Somebody has this address already. Try another.";
}
