package date

import "strings"

// hebrewNumeral writes a number below 1000 with Hebrew letters, as the numbering system hebr does.
func hebrewNumeral(n int) string {
	if n <= 0 {
		return ""
	}
	var letters []rune
	hundreds := []rune{0, 'ק', 'ר', 'ש', 'ת'}
	for ; n >= 400; n -= 400 {
		letters = append(letters, 'ת')
	}
	if h := n / 100; h > 0 {
		letters = append(letters, hundreds[h])
	}
	n %= 100
	switch n {
	case 15:
		letters = append(letters, 'ט', 'ו')
	case 16:
		letters = append(letters, 'ט', 'ז')
	default:
		if t := n / 10; t > 0 {
			letters = append(letters, []rune("יכלמנסעפצ")[t-1])
		}
		if u := n % 10; u > 0 {
			letters = append(letters, []rune("אבגדהוזחט")[u-1])
		}
	}
	if len(letters) == 1 {
		return string(letters) + "׳"
	}
	last := len(letters) - 1
	return string(letters[:last]) + "״" + string(letters[last:])
}

// hanDay writes a day of the month in the numbering system hanidays.
func hanDay(n int) string {
	const digits = "一二三四五六七八九十"
	digit := func(i int) string { return string([]rune(digits)[i-1]) }
	switch {
	case n < 1:
		return ""
	case n <= 10:
		return "初" + digit(n)
	case n < 20:
		return "十" + digit(n-10)
	case n == 20:
		return "二十"
	case n < 30:
		return "廿" + digit(n-20)
	case n == 30:
		return "三十"
	}
	return "卅" + digit(n-30)
}

// hanDigits writes a number with the digits of the numbering system hanidec.
func hanDigits(n int) string {
	digits := []rune("〇一二三四五六七八九")
	var b strings.Builder
	for _, c := range itoa(n) {
		b.WriteRune(digits[c-'0'])
	}
	return b.String()
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}
