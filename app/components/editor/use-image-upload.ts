import type { Editor } from "@tiptap/react";
import type { Transaction } from "@tiptap/pm/state";
import { useCallback, useEffect, useRef, useState } from "react";
import { UPLOAD_KINDS } from "~/lib/upload-kinds";
import { fileSizeText } from "~/lib/file-size";
import { startPieceUpload, type PieceUpload } from "./piece-upload";

/** An image on its way into the text. */
export interface ImageOnItsWay {
  id: number;
  name: string;
  /** 0 to 1. */
  share: number;
  waiting: boolean;
  problem: string | null;
}

const TYPES = new Set(["image/jpeg", "image/png", "image/webp"]);
export const IMAGE_ACCEPT = [...TYPES].join(",");

/**
 * Images into the text: each is uploaded and then stands where the cursor was when it was given, however much was typed
 * meanwhile. `moved` must hear of every transaction.
 */
export function useImageUpload(editor: () => Editor | null) {
  const [images, setImages] = useState<ImageOnItsWay[]>([]);
  const places = useRef(new Map<number, number>());
  const running = useRef(new Map<number, PieceUpload>());
  const last = useRef(0);
  useEffect(() => () => running.current.forEach((upload) => upload.cancel()), []);

  const change = useCallback((id: number, next: Partial<ImageOnItsWay>) => setImages((now) => now.map((image) => (image.id === id ? { ...image, ...next } : image))), []);
  const forget = useCallback((id: number) => {
    places.current.delete(id);
    running.current.delete(id);
    setImages((now) => now.filter((image) => image.id !== id));
  }, []);

  const add = useCallback(
    (files: readonly File[], at: number) => {
      for (const file of files) {
        const id = (last.current += 1);
        const problem = refusal(file);
        setImages((now) => [...now.filter((image) => image.problem === null), { id, name: file.name || "Image", share: 0, waiting: false, problem }]);
        if (problem !== null) continue;
        places.current.set(id, at);
        const refused = (words: string) => {
          places.current.delete(id);
          running.current.delete(id);
          change(id, { problem: words });
        };
        startPieceUpload(file, "image", {
          onProgress: (sent) => change(id, { share: file.size === 0 ? 0 : sent / file.size, waiting: false }),
          onWaiting: () => change(id, { waiting: true }),
          onRefused: refused,
          onStored: (stored) => {
            const present = editor();
            if (present && !present.isDestroyed) insertImage(present, `/files/${stored.id}`, places.current.get(id) ?? present.state.selection.to);
            forget(id);
          },
        }).then(
          (upload) => running.current.set(id, upload),
          () => refused(`“${file.name}” could not be sent. Check the connection and try again.`),
        );
      }
    },
    [change, editor, forget],
  );
  const moved = useCallback((transaction: Transaction) => {
    if (!transaction.docChanged) return;
    for (const [id, place] of places.current) places.current.set(id, transaction.mapping.map(place));
  }, []);
  const cancel = useCallback(
    (id: number) => {
      running.current.get(id)?.cancel();
      forget(id);
    },
    [forget],
  );
  return { images, add, moved, cancel };
}

/** After the block the cursor was in, or in its place when nothing is written there. The image is chosen, to be described. */
function insertImage(editor: Editor, src: string, at: number): void {
  const place = editor.state.doc.resolve(Math.min(at, editor.state.doc.content.size));
  const block = place.depth === 0 ? null : place.parent;
  const empty = block !== null && block.type.name === "paragraph" && block.content.size === 0;
  const from = block === null ? place.pos : empty ? place.before() : place.after();
  const to = block !== null && empty ? place.after() : from;
  editor.chain().insertContentAt({ from, to }, { type: "image", attrs: { src, alt: "" } }, { updateSelection: false }).setNodeSelection(from).run();
}

function refusal(file: File): string | null {
  if (!TYPES.has(file.type)) return `“${file.name}” is not an image we can show. Use a JPEG, PNG or WebP.`;
  if (file.size > UPLOAD_KINDS.image.maxBytes) return `“${file.name}” is larger than ${fileSizeText(UPLOAD_KINDS.image.maxBytes)}. Make it smaller and try again.`;
  return null;
}
