import type { DemoPerson, DemoStudent } from "./types";

/** The people of the demo's orders. The order of this list is what `DemoOrder.buyerIndex` means. */
export const buyers: DemoPerson[] = [
  { name: "Maya Lindqvist", email: "maya@post.example" },
  { name: "Joaquim Tavares", email: "joaquim.tavares@correio.example" },
  { name: "Hye-jin Park (박혜진)", email: "hyejin@mail.example" },
  { name: "Oliver Brandt", email: "oliver@brandt.example" },
  { name: "Σοφία Παπαδοπούλου", email: "sofia.p@mail.example" },
  { name: "Chiara Bellandi", email: "chiara@studio.example" },
  { name: "Tendai Moyo", email: "tendai.moyo@letters.example" },
  { name: "Marie-Christine Van den Broeck-Delacroix", email: "marie-christine.vandenbroeck-delacroix@postvak.example" },
  { name: "Ivo Petkov", email: "ivo@petkov.example" },
  { name: "Grace O’Malley-Fitzgerald", email: "grace.of@mail.example" },
  { name: "山本 直子", email: "naoko.yamamoto@mail.example" },
  { name: "Bea Santos", email: "bea@casa.example" },
  { name: "Lucas Meyer", email: "lucas.meyer@post.example" },
  { name: "أمينة الخطيب", email: "amina@letters.example" },
  { name: "Piotr Wiśniewski", email: "piotr.w@poczta.example" },
  { name: "Ingrid Sæther", email: "ingrid@fjord.example" },
  { name: "Deepa Raghunathan", email: "deepa.raghunathan@mail.example" },
  { name: "Jack Wu", email: "jack@wu.example" },
  { name: "Anaïs Lefèvre", email: "anais@atelier.example" },
  { name: "Олена Коваленко", email: "olena.k@poshta.example" },
  { name: "Mateo Quiroga", email: "mateo@mail.example" },
  { name: "Nguyễn Thị Minh Anh", email: "minhanh@mail.example" },
  { name: "Rosalind Achterberg", email: "roz@achterberg.example" },
  { name: "Kofi Mensah", email: "kofi.mensah@letters.example" },
];

/** Signs in as a student: halfway through the throwing course, stopped in the middle of the film. */
export const student: DemoStudent = {
  name: "Sam Rivera",
  email: "student@lectern.example",
  storeSlug: "fern-and-kiln",
  offerSlug: "wheel-throwing",
  boughtDaysAgo: 16,
  boughtHour: 19,
  completed: [
    { lessonKey: "what-you-need", daysAgo: 16 },
    { lessonKey: "know-your-clay", daysAgo: 15 },
    { lessonKey: "wedging", daysAgo: 13 },
    { lessonKey: "sit-and-brace", daysAgo: 9 },
    { lessonKey: "centring", daysAgo: 6 },
    { lessonKey: "opening", daysAgo: 2 },
  ],
  current: { lessonKey: "pulling-a-cylinder", positionSeconds: 7 },
};
