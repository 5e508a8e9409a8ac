import { Action, Facts, Note, Paragraph, PlainAddress, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";
import { previewStore, type EmailStore } from "./parts/store";

/** To an address on a waiting list, once, when the offer can be had again. */
export interface BackOnSaleProps {
  store: EmailStore;
  offerTitle: string;
  /** What it is, inside a sentence: "course", "download" … */
  thing: string;
  /** Formatted, e.g. "€49"; "Free" when it has become free. */
  price: string;
  isFree: boolean;
  /** The address that was left; it is named so that the reader knows why the mail came. */
  email: string;
  /** The offer's public page. */
  url: string;
}

export function backOnSaleSubject({ store, offerTitle, isFree }: BackOnSaleProps): string {
  return isFree ? `${offerTitle} is here, and free (${store.name})` : `You can buy ${offerTitle} again (${store.name})`;
}

export default function BackOnSaleEmail({ store, offerTitle, thing, price, isFree, email, url }: BackOnSaleProps) {
  return (
    <Layout
      store={store}
      preview={isFree ? `It has become free at ${store.name}.` : `${store.name} is selling again. ${price}, once.`}
      why={`You get this mail because ${email} was put on the waiting list for ${offerTitle}. It is the only one; nothing more comes unless somebody asks again. If it was not you, there is nothing to do.`}
    >
      <Title>{isFree ? "It is here, and it is free" : "You can buy it now"}</Title>
      <Paragraph>
        {isFree
          ? `You asked to hear about this ${thing} by ${store.name}. In the meantime it has become free: you can have it at once.`
          : `You asked to hear when this ${thing} by ${store.name} can be bought again. Now it can.`}
      </Paragraph>
      <Facts
        facts={[
          { label: thing.charAt(0).toUpperCase() + thing.slice(1), value: offerTitle },
          { label: "Price", value: price },
        ]}
      />
      <Action href={url} store={store}>
        {isFree ? "Get it free" : `See the ${thing}`}
      </Action>
      <Note>Nothing was charged and nothing is reserved; whether you still want it is up to you.</Note>
      <PlainAddress href={url} store={store} />
    </Layout>
  );
}

BackOnSaleEmail.PreviewProps = {
  store: previewStore,
  offerTitle: "Wheel Throwing from the Ground Up",
  thing: "course",
  price: "€129",
  isFree: false,
  email: "maya@post.example",
  url: "https://lectern.example/s/fern-and-kiln/wheel-throwing",
} satisfies BackOnSaleProps;
