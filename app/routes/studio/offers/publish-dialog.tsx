import { Link, useLocation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { Button } from "~/components/ui/button";
import { Dialog } from "~/components/ui/dialog";
import type { OfferShellData } from "./offer";
import { PublishPanel } from "./publish-panel";

/** Opens the step in place; without JavaScript, or in a new tab, it is a page. */
export function PublishDialog({ data }: { data: OfferShellData }) {
  const [open, setOpen] = useState(false);
  const { key } = useLocation();
  // Every way on, and every answer, is another page.
  useEffect(() => setOpen(false), [key]);
  return (
    <>
      <Button asChild>
        <Link
          to={`/studio/offers/${data.id}/publish`}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            setOpen(true);
          }}
        >
          Publish
        </Link>
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={data.publish.ready ? "Publish this offer?" : "Before this can be published"}>
        <PublishPanel data={data} />
      </Dialog>
    </>
  );
}
