// A headless Chromium that keeps to itself, and pages that are watched: what they log, and what they ask the network for.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const QUIET = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

/** Runs `use` with a browser, whatever becomes of it. */
export async function withBrowser(use) {
  const profile = mkdtempSync(join(tmpdir(), "own-browser-"));
  const browser = await chromium.launch({
    executablePath: process.env.OWN_TEST_CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: QUIET,
    env: { ...process.env, HOME: profile },
  });
  try {
    return await use(browser);
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** A page of a file, with what it does beside being shown. `options` are those of a browser context. */
export async function open(browser, file, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const seen = { logged: [], asked: [], dialogs: [] };
  page.on("console", (message) => seen.logged.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => seen.logged.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith("data:")) seen.asked.push(request.url());
  });
  page.on("dialog", (dialog) => {
    seen.dialogs.push(dialog.message());
    dialog.dismiss();
  });
  const address = pathToFileURL(file).href;
  await page.goto(address);
  return { page, seen, address, close: () => context.close() };
}
