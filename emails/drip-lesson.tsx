import { Action, Facts, Note, Paragraph, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";
import { previewStore, type EmailStore } from "./parts/store";

/** To a student, once, when lessons of a course have opened that were shut until a day. */
export interface DripLessonProps {
  store: EmailStore;
  courseTitle: string;
  /** Titles of the lessons, in the order of the course, at least one. */
  lessons: readonly string[];
  /** The first of them in the player. */
  url: string;
  /** Where these mails are switched off. */
  stopUrl: string;
}

export function dripLessonSubject({ store, lessons, courseTitle }: DripLessonProps): string {
  const [first = courseTitle] = lessons;
  return lessons.length > 1 ? `${lessons.length} lessons of ${courseTitle} are open (${store.name})` : `Now open: ${first} (${store.name})`;
}

export default function DripLessonEmail({ store, courseTitle, lessons, url, stopUrl }: DripLessonProps) {
  const one = lessons.length <= 1;
  return (
    <Layout
      store={store}
      preview={`${courseTitle}: ${lessons.join(" · ")}`}
      why={`You get this mail because ${courseTitle} is in your library and its lessons open one after another. To get no more mails about lessons of ${store.name}: ${stopUrl}`}
    >
      <Title>{one ? "A new lesson is open" : `${lessons.length} new lessons are open`}</Title>
      <Paragraph>{one ? `The next lesson of ${courseTitle} has opened for you.` : `The next lessons of ${courseTitle} have opened for you.`}</Paragraph>
      <Facts facts={[{ label: "Course", value: courseTitle }, { label: one ? "Lesson" : "Lessons", value: lessons.join("\n") }]} />
      <Action href={url} store={store}>
        {one ? "Go to the lesson" : "Go to the first of them"}
      </Action>
      <Note>They stay open; there is no hurry.</Note>
    </Layout>
  );
}

DripLessonEmail.PreviewProps = {
  store: previewStore,
  courseTitle: "Wheel Throwing from the Ground Up",
  lessons: ["Pulling the wall", "Three ways to trim a foot"],
  url: "https://lectern.example/library/off_01k/lessons/les_01k",
  stopUrl: "https://lectern.example/mail/stop/usr_1.sto_1.lessons.c2lnbmVk",
} satisfies DripLessonProps;
