// Reads JSON from an API so that a failing deploy shows as a sentence, and not as
// "Unexpected token '<'": it asks for JSON, and recognises an HTML error page.
//
//   import { fetchJson, ApiError } from "/api-guard.js";
//   try {
//     const orders = await fetchJson("/api/orders");
//   } catch (error) {
//     if (error instanceof ApiError) show(error.message);   // status, url and body are there too
//   }

/** What an API answered that is not the JSON that was asked for. */
export class ApiError extends Error {
  /**
   * @param {string} message a sentence for people
   * @param {{url: string, status: number, body?: unknown, cause?: unknown}} details
   */
  constructor(message, { url, status, body, cause }) {
    super(message, { cause });
    this.name = "ApiError";
    this.url = url;
    this.status = status;
    this.body = body;
  }
}

/**
 * Fetches JSON.
 *
 * @param {string | URL} url
 * @param {RequestInit} [options] as for fetch
 * @returns {Promise<unknown>} the parsed answer; null for an empty one
 * @throws {ApiError} when the answer is an error, an HTML page or no JSON, or when none came
 */
export async function fetchJson(url, options = {}) {
  const headers = new Headers(options.headers);
  if (!headers.has("Accept")) headers.set("Accept", "application/json");
  let response;
  try {
    response = await fetch(url, { ...options, headers });
  } catch (cause) {
    if (cause?.name === "AbortError") throw cause;
    throw new ApiError(`No answer from ${url}: ${cause?.message ?? cause}.`, {
      url: String(url),
      status: 0,
      cause,
    });
  }
  return readJson(response);
}

/**
 * Reads a response that has come.
 *
 * @param {Response} response
 * @returns {Promise<unknown>}
 * @throws {ApiError}
 */
export async function readJson(response) {
  const text = await response.text();
  const { url, status } = response;
  if (looksLikeHtml(text)) {
    const title = /<title[^>]*>([^<]*)</i.exec(text)?.[1].trim();
    throw new ApiError(
      `${url} answered ${status} with an HTML page${title ? ` ("${title}")` : ""} where JSON was expected: ` +
        "the server, or a proxy in front of it, fails before the application answers.",
      { url, status, body: text },
    );
  }
  if (text.trim() === "") {
    if (response.ok) return null;
    throw new ApiError(`${url} answered ${status} without a text.`, { url, status });
  }
  let body;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw new ApiError(`${url} answered ${status} with a text that is no JSON.`, {
      url,
      status,
      body: text,
      cause,
    });
  }
  if (!response.ok) {
    const said = body?.error ?? body?.message ?? body?.detail;
    const words = typeof said === "string" ? said : said?.message;
    throw new ApiError(`${url} answered ${status}${words ? `: ${words}` : "."}`, {
      url,
      status,
      body,
    });
  }
  return body;
}

function looksLikeHtml(text) {
  const start = text.replace(/^\uFEFF/, "").trimStart().slice(0, 15).toLowerCase();
  return start.startsWith("<!doctype html") || start.startsWith("<html") || start.startsWith("<head") || start.startsWith("<body");
}
