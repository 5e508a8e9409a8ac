import type { DemoBuyer, DemoStudent } from "./types";

/** The people of the demo's orders. The order of this list is what `DemoOrder.buyerIndex` means. */
export const buyers: DemoBuyer[] = [
  { name: "Maya Lindqvist", email: "maya@post.example", country: "SE" },
  { name: "Joaquim Tavares", email: "joaquim.tavares@correio.example", country: "PT" },
  { name: "Hye-jin Park (박혜진)", email: "hyejin@mail.example", country: "KR" },
  { name: "Oliver Brandt", email: "oliver@brandt.example", country: "DE" },
  { name: "Σοφία Παπαδοπούλου", email: "sofia.p@mail.example", country: "GR" },
  { name: "Chiara Bellandi", email: "chiara@studio.example", country: "IT" },
  { name: "Tendai Moyo", email: "tendai.moyo@letters.example", country: "GB" },
  { name: "Marie-Christine Van den Broeck-Delacroix", email: "marie-christine.vandenbroeck-delacroix@postvak.example", country: "BE" },
  { name: "Ivo Petkov", email: "ivo@petkov.example", country: "BG" },
  { name: "Grace O’Malley-Fitzgerald", email: "grace.of@mail.example", country: "IE" },
  { name: "山本 直子", email: "naoko.yamamoto@mail.example", country: "JP" },
  { name: "Bea Santos", email: "bea@casa.example", country: "PT" },
  { name: "Lucas Meyer", email: "lucas.meyer@post.example", country: "DE" },
  { name: "أمينة الخطيب", email: "amina@letters.example", country: "AE" },
  { name: "Piotr Wiśniewski", email: "piotr.w@poczta.example", country: "PL" },
  { name: "Ingrid Sæther", email: "ingrid@fjord.example", country: "NO" },
  { name: "Deepa Raghunathan", email: "deepa.raghunathan@mail.example", country: "IN" },
  { name: "Jack Wu", email: "jack@wu.example", country: "US" },
  { name: "Anaïs Lefèvre", email: "anais@atelier.example", country: "FR" },
  { name: "Олена Коваленко", email: "olena.k@poshta.example", country: "UA" },
  { name: "Mateo Quiroga", email: "mateo@mail.example", country: "ES" },
  { name: "Nguyễn Thị Minh Anh", email: "minhanh@mail.example", country: "VN" },
  { name: "Rosalind Achterberg", email: "roz@achterberg.example", country: "NL" },
  { name: "Kofi Mensah", email: "kofi.mensah@letters.example", country: "GB" },
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
