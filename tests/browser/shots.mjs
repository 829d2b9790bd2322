// Pictures of a page for people to look at: node shots.mjs PAGE FOLDER

import { join } from "node:path";
import { open, withBrowser } from "./browser.mjs";

const [file, folder] = process.argv.slice(2);
await withBrowser(async (browser) => {
  for (const width of [1280, 390]) {
    for (const colorScheme of ["light", "dark"]) {
      const { page, close } = await open(browser, file, { viewport: { width, height: 800 }, colorScheme });
      await page.screenshot({ path: join(folder, `${width}-${colorScheme}.png`) });
      await page.screenshot({ path: join(folder, `${width}-${colorScheme}-whole.png`), fullPage: true });
      await close();
    }
  }
});
