import { useLoaderData } from "@remix-run/react";

// As many bytes as the page it is compared with; half in the loader's data, as on a real page, and half in the markup.
const LINE = "A line of plain text, about as long as one in a real page, and nothing more than that. ";

export function loader() {
  return { lines: Array.from({ length: Math.max(1, Math.floor(Number(process.env.BENCH_BYTES ?? 10_000) / (LINE.length * 2 + 24))) }, () => LINE) };
}

export default function Bare() {
  const { lines } = useLoaderData<typeof loader>();
  return (
    <main>
      {lines.map((line, index) => (
        <p key={index}>{line}</p>
      ))}
    </main>
  );
}
