import { Action, Note, Paragraph, PlainAddress, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";
import { previewStore, type EmailStore } from "./parts/store";

/** To each member of a membership, once, when its creator publishes a post and wants them to hear of it. */
export interface MembersPostProps {
  store: EmailStore;
  membership: string;
  title: string;
  /** The beginning of the post as plain text. */
  excerpt: string;
  /** The post, for those who are signed in and may read it. */
  url: string;
  /** Where these mails are switched off. */
  stopUrl: string;
}

export function membersPostSubject({ store, title }: MembersPostProps): string {
  return `${title} (${store.name})`;
}

export default function MembersPostEmail({ store, membership, title, excerpt, url, stopUrl }: MembersPostProps) {
  return (
    <Layout store={store} preview={excerpt.slice(0, 120)} why={`You get this mail because you are a member of ${membership} by ${store.name}. To get no more mails about posts: ${stopUrl}`}>
      <Title>{title}</Title>
      <Paragraph>{excerpt}</Paragraph>
      <Action href={url} store={store}>
        Read it
      </Action>
      <Note>It is for members, so you may be asked to sign in.</Note>
      <PlainAddress href={url} store={store} />
    </Layout>
  );
}

MembersPostEmail.PreviewProps = {
  store: previewStore,
  membership: "The Kiln Room",
  title: "What last week's firing taught me",
  excerpt: "Three shelves came out as planned and one did not. The one that did not is the one worth writing about: a celadon that went grey, evenly, from the front of the kiln to the back …",
  url: "https://lectern.example/library/off_01jabcdef/posts/pst_01jabcdef",
  stopUrl: "https://lectern.example/mail/stop/usr_1.sto_1.posts.c2lnbmVk",
} satisfies MembersPostProps;
