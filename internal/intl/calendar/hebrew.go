package calendar

// hebrewEpoch is the day before the year 1, the Julian day 347997.
const hebrewEpoch = 347997 - unixEpoch

const (
	dayParts   = 24 * 1080
	monthParts = 12*1080 + 793 // of a month beyond its 29 days
	firstMoon  = 11*1080 + 204 // parts before the first new moon
)

// hebrewNewYear is the number of days from the epoch to the first day of a year.
func hebrewNewYear(year int) int {
	months := floorDiv(235*year-234, 19)
	parts := months*monthParts + firstMoon
	day := months*29 + floorDiv(parts, dayParts)
	parts = mod(parts, dayParts)
	weekday := mod(day, 7)
	if weekday == 2 || weekday == 4 || weekday == 6 {
		day++
		weekday = mod(day, 7)
	}
	if weekday == 1 && parts > 15*1080+204 && !hebrewLeap(year) {
		day += 2
	} else if weekday == 0 && parts > 21*1080+589 && hebrewLeap(year-1) {
		day++
	}
	return day
}

func hebrewLeap(year int) bool { return mod(year*7+1, 19) < 7 }

func hebrewMonths(year int) []int {
	length := hebrewNewYear(year+1) - hebrewNewYear(year)
	if length > 380 {
		length -= 30
	}
	heshvan, kislev := 29, 30
	switch length {
	case 353:
		kislev = 29
	case 355:
		heshvan = 30
	}
	adar1 := 0
	if hebrewLeap(year) {
		adar1 = 30
	}
	return []int{30, heshvan, kislev, 29, 30, adar1, 29, 30, 29, 30, 29, 30, 29}
}

func hebrew(day int) Date {
	d := day - hebrewEpoch
	months := floorDiv(d*dayParts, 29*dayParts+monthParts)
	year := floorDiv(19*months+234, 235) + 1
	ofYear := d - hebrewNewYear(year)
	for ofYear < 1 {
		year--
		ofYear = d - hebrewNewYear(year)
	}
	for length := hebrewNewYear(year+1) - hebrewNewYear(year); ofYear > length; length = hebrewNewYear(year+1) - hebrewNewYear(year) {
		ofYear -= length
		year++
	}
	for month, length := range hebrewMonths(year) {
		if ofYear <= length {
			return Date{Year: year, Month: month, Day: ofYear, Related: year - 3760}
		}
		ofYear -= length
	}
	panic("calendar: a Hebrew year is longer than its months")
}

// HebrewLeap reports whether a Hebrew year has thirteen months.
func HebrewLeap(year int) bool { return hebrewLeap(year) }
