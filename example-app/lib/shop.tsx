import { createContext, type ReactNode, useContext } from "react";

/** What every part of the site may want to know about the shop. */
export interface Shop {
  name: string;
  town: string;
  hours: string;
  email: string;
}

const shop: Shop = {
  name: import.meta.env.PUBLIC_SHOP_NAME ?? "Lantern Books",
  town: "Quayside 7, Port Merrow",
  hours: "Tuesday to Saturday, 10 to 6",
  email: "hello@lantern-books.example",
};

const ShopContext = createContext<Shop>(shop);

export function ShopProvider({ children }: { children: ReactNode }) {
  return <ShopContext value={shop}>{children}</ShopContext>;
}

export function useShop(): Shop {
  return useContext(ShopContext);
}
