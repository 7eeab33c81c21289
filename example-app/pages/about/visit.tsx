import { useShop } from "@/lib/shop";
import css from "./about.module.css";

const days = [
  { day: "Monday", hours: "closed: we read" },
  { day: "Tuesday to Friday", hours: "10 to 6" },
  { day: "Saturday", hours: "10 to 6, stories for children at 3" },
  { day: "Sunday", hours: "closed: we read aloud" },
];

export default function Visit() {
  const shop = useShop();
  return (
    <>
      <title>Visit us · Lantern Books</title>
      <h1>Visit us</h1>
      <address>{shop.town}</address>
      <h2>Hours</h2>
      <table className={css.days}>
        <tbody>
          {days.map(({ day, hours }) => (
            <tr key={day}>
              <th scope="row">{day}</th>
              <td>{hours}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>Getting here</h2>
      <p>From the station follow the gulls. The shop is the second house after the slipway; the door sticks, push.</p>
    </>
  );
}
