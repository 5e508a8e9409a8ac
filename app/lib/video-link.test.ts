import { expect, test } from "vitest";
import { embedOf, videoSource } from "./video-link";

const embed = (link: string) => {
  const source = videoSource(link);
  return source.ok ? (source.value.kind === "file" ? source.value.url : source.value.embedUrl) : source.error;
};

test("every spelling of a YouTube link leads to the player without cookies", () => {
  const player = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ";
  for (const link of [
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "http://youtube.com/watch?feature=share&v=dQw4w9WgXcQ", "https://youtu.be/dQw4w9WgXcQ?si=abc", "https://m.youtube.com/shorts/dQw4w9WgXcQ",
    "https://www.youtube.com/embed/dQw4w9WgXcQ", "https://www.youtube.com/live/dQw4w9WgXcQ", "youtube.com/watch?v=dQw4w9WgXcQ", "  https://youtu.be/dQw4w9WgXcQ  ",
  ]) expect(embed(link), link).toBe(player);
  expect(embed("https://youtu.be/dQw4w9WgXcQ?t=1m5s")).toBe(`${player}?start=65`);
});

test("Vimeo, with the secret of unlisted videos", () => {
  expect(embed("https://vimeo.com/76979871")).toBe("https://player.vimeo.com/video/76979871?dnt=1");
  expect(embed("https://vimeo.com/76979871/abcdef1234")).toBe("https://player.vimeo.com/video/76979871?dnt=1&h=abcdef1234");
  expect(embed("https://player.vimeo.com/video/76979871?h=abcdef1234")).toBe("https://player.vimeo.com/video/76979871?dnt=1&h=abcdef1234");
  expect(embed("https://vimeo.com/channels/staffpicks/76979871")).toBe("https://player.vimeo.com/video/76979871?dnt=1");
});

test("a video file over https", () => {
  expect(embed("https://cdn.example.com/lessons/one.mp4?sig=1")).toBe("https://cdn.example.com/lessons/one.mp4?sig=1");
});

test("a file of sound is told from a film", () => {
  const audio = (link: string) => videoSource(link);
  expect(audio("https://cdn.example.com/one.MP3?x=1")).toEqual({ ok: true, value: { kind: "file", url: "https://cdn.example.com/one.MP3?x=1", audio: true } });
  expect(audio("https://cdn.example.com/one.webm")).toMatchObject({ value: { audio: false } });
});

test("what a text carries of a video is its site and its id there", () => {
  expect(embedOf("https://youtu.be/dQw4w9WgXcQ?t=30")).toEqual({ ok: true, value: { site: "youtube", id: "dQw4w9WgXcQ" } });
  expect(embedOf("https://player.vimeo.com/video/76979871?h=abcdef1234")).toEqual({ ok: true, value: { site: "vimeo", id: "76979871/abcdef1234" } });
  expect(embedOf("https://vimeo.com/76979871")).toEqual({ ok: true, value: { site: "vimeo", id: "76979871" } });
  expect(embedOf("https://cdn.example.com/one.mp4")).toEqual({ ok: false, error: "unknown_place" });
  expect(embedOf("javascript:alert(1)")).toEqual({ ok: false, error: "not_a_link" });
});

test("anything else is refused, with the reason", () => {
  expect(embed("my video")).toBe("not_a_link");
  expect(embed("javascript:alert(1)")).toBe("not_a_link");
  expect(embed("https://user:pass@youtube.com/watch?v=dQw4w9WgXcQ")).toBe("not_a_link");
  expect(embed("http://cdn.example.com/one.mp4")).toBe("not_https");
  expect(embed("https://www.youtube.com/@somebody")).toBe("not_a_video");
  expect(embed("https://www.youtube.com/watch?v=\"><script>")).toBe("not_a_video");
  expect(embed("https://vimeo.com/about")).toBe("not_a_video");
  expect(embed("https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ")).toBe("unknown_place");
  expect(embed("https://example.com/video")).toBe("unknown_place");
});
