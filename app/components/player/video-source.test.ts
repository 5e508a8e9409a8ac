import { expect, test } from "vitest";
import { linkedVideo } from "./video-source";

test.each([
  ["https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0"],
  ["https://youtu.be/dQw4w9WgXcQ?t=90", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0&start=90"],
  ["https://m.youtube.com/shorts/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0"],
  ["https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0"],
  ["https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"],
  ["https://vimeo.com/76979871/0a1b2c3d4e", "https://player.vimeo.com/video/76979871?dnt=1&h=0a1b2c3d4e"],
  ["https://player.vimeo.com/video/76979871?h=0a1b2c3d4e", "https://player.vimeo.com/video/76979871?dnt=1&h=0a1b2c3d4e"],
])("%s plays in its own player", (address, src) => {
  expect(linkedVideo(address)).toMatchObject({ kind: "embed", src });
});

test("any other https address is a file", () => {
  expect(linkedVideo(" https://cdn.example.com/a.mp4 ")).toEqual({ kind: "file", src: "https://cdn.example.com/a.mp4" });
  expect(linkedVideo("https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ")).toMatchObject({ kind: "file" });
});

test.each(["http://cdn.example.com/a.mp4", "javascript:alert(1)", "data:text/html,x", "https://a:b@cdn.example.com/a.mp4", "https://www.youtube.com/@channel", "https://youtu.be/x%22onload", "https://vimeo.com/about", ""])(
  "%j is not played",
  (address) => expect(linkedVideo(address)).toBeNull(),
);
