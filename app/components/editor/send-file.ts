/** What an upload route answers the page's script. */
type Answer = { ok: boolean; problems: string[] };

export interface Sending {
  /** A sentence when it was refused; null when it is kept. "" when it was cancelled. */
  done: Promise<string | null>;
  cancel: () => void;
}

/**
 * Send one file as a multipart form and tell how far it is (0 to 1). XMLHttpRequest, because fetch cannot tell; nothing is
 * read into memory here either.
 */
export function sendFile(address: string, field: string, file: File, onProgress: (share: number) => void): Sending {
  const request = new XMLHttpRequest();
  const done = new Promise<string | null>((resolve) => {
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    request.addEventListener("load", () => resolve(problemIn(request, file.name)));
    request.addEventListener("error", () => resolve(`The upload of “${file.name}” broke off. Check the connection and try again.`));
    request.addEventListener("timeout", () => resolve(`The upload of “${file.name}” took too long. Try again.`));
    request.addEventListener("abort", () => resolve(""));
  });
  request.open("POST", address);
  request.setRequestHeader("Accept", "application/json");
  const form = new FormData();
  form.append(field, file);
  request.send(form);
  return { done, cancel: () => request.abort() };
}

function problemIn(request: XMLHttpRequest, name: string): string | null {
  const answer = readAnswer(request.responseText);
  if (answer?.ok) return null;
  if (answer && answer.problems.length > 0) return answer.problems.join(" ");
  if (request.status === 413) return `“${name}” is larger than this server takes.`;
  if (request.status === 401 || request.responseURL.includes("/sign-in")) return "You were signed out. Sign in again, then try once more.";
  if (request.status === 404) return "This is not there any more. Reload the page.";
  return `“${name}” could not be kept. Try again in a moment.`;
}

function readAnswer(text: string): Answer | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("ok" in value) || !("problems" in value) || !Array.isArray(value.problems)) return null;
    return { ok: value.ok === true, problems: value.problems.map(String) };
  } catch {
    return null;
  }
}
