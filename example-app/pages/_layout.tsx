import "@/styles/global.css";

import type { ReactNode } from "react";
import { Footer } from "@/components/Footer";
import { Header } from "@/components/Header";
import { ShopProvider } from "@/lib/shop";
import { themeScript } from "@/lib/theme";

/** The whole document; every page is its children. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The theme script sets data-theme before React arrives, hence the exception for this one element.
    <html lang="en" suppressHydrationWarning>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body>
        <a className="skip-link" href="#content">
          Skip to the content
        </a>
        <ShopProvider>
          <Header />
          <main id="content">{children}</main>
          <Footer />
        </ShopProvider>
      </body>
    </html>
  );
}
