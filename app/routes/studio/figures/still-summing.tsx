import { Banner } from "~/components/ui/banner";

/** Above figures of which some days are not summed yet. */
export function StillSumming() {
  return (
    <Banner tone="neutral" title="Some days are still being added up">
      What you see may miss a little. Look again in a minute.
    </Banner>
  );
}
