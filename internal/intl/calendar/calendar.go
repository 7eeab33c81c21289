// Package calendar computes the fields of a day in the calendars of Intl.DateTimeFormat, as ICU does.
package calendar

import "slices"

// Date is a day in a calendar.
type Date struct {
	Era   int  // index of the era, as in CLDR's data
	Year  int  // of the era
	Month int  // from zero; in the Hebrew calendar Adar I is 5 and Adar 6 also in common years
	Leap  bool // whether the month is a leap month of the Chinese calendar
	Day   int
	// Related is the Gregorian year that begins with the calendar's year.
	Related int
}

// Calendar converts days. A value is immutable.
type Calendar struct {
	// Name is the Unicode identifier: "gregory", "islamic-umalqura".
	Name string
	date func(day int) Date
}

// Date is the day that is day days after 1 January 1970.
func (c *Calendar) Date(day int) Date { return c.date(day) }

// Get is the calendar of a Unicode identifier, nil where there is none.
func Get(name string) *Calendar {
	if i := slices.IndexFunc(calendars, func(c *Calendar) bool { return c.Name == name }); i >= 0 {
		return calendars[i]
	}
	return nil
}

// Names are the identifiers of all calendars, sorted.
func Names() []string {
	names := make([]string, len(calendars))
	for i, c := range calendars {
		names[i] = c.Name
	}
	return names
}

var calendars = []*Calendar{
	{"buddhist", buddhist}, {"chinese", chinese}, {"coptic", coptic}, {"dangi", dangi}, {"ethioaa", ethiopicAmeteAlem},
	{"ethiopic", ethiopic}, {"gregory", gregory}, {"hebrew", hebrew}, {"indian", indian}, {"islamic", islamicAstronomical},
	{"islamic-civil", islamicCivil}, {"islamic-rgsa", islamicAstronomical}, {"islamic-tbla", islamicTabular},
	{"islamic-umalqura", islamicUmalqura}, {"iso8601", gregory}, {"japanese", japanese}, {"persian", persian}, {"roc", roc},
}

// unixEpoch is the Julian day number of 1 January 1970; gregorianEpoch is 1 January 1, in days since then.
const (
	unixEpoch      = 2440588
	gregorianEpoch = -719162
)

func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func mod(a, b int) int { return a - b*floorDiv(a, b) }

// proleptic is the year, month (from zero) and day of the Gregorian calendar without a beginning.
func proleptic(day int) (year, month, date int) {
	// Years from March on, so that leap days are last.
	d := day + 719468
	era := floorDiv(d, 146097)
	ofEra := d - era*146097
	y := (ofEra - ofEra/1460 + ofEra/36524 - ofEra/146096) / 365
	ofYear := ofEra - (365*y + y/4 - y/100)
	m := (5*ofYear + 2) / 153
	date = ofYear - (153*m+2)/5 + 1
	year = y + era*400
	if m += 2; m >= 12 {
		m -= 12
		year++
	}
	return year, m, date
}

// prolepticDay is the inverse of proleptic.
func prolepticDay(year, month, date int) int {
	year += floorDiv(month, 12)
	month = mod(month, 12)
	m := month - 2
	if m < 0 {
		m += 12
		year--
	}
	era := floorDiv(year, 400)
	y := year - era*400
	ofYear := (153*m+2)/5 + date - 1
	return era*146097 + y*365 + y/4 - y/100 + ofYear - 719468
}

// julian is the Julian calendar's year, month and day.
func julian(day int) (year, month, date int) {
	d := day + 719470 // since 1 March of the Julian year 0
	cycle := floorDiv(d, 1461)
	ofCycle := d - cycle*1461
	y := min(ofCycle/365, 3)
	ofYear := ofCycle - y*365
	m := (5*ofYear + 2) / 153
	date = ofYear - (153*m+2)/5 + 1
	year = y + cycle*4
	if m += 2; m >= 12 {
		m -= 12
		year++
	}
	return year, m, date
}

// cutover is 15 October 1582, the first day of the Gregorian calendar. Intl.DateTimeFormat extends it to the past for gregory and
// iso8601 only; the calendars with its months and other years change to the Julian one.
const cutover = -141427

func historic(day int) (year, month, date int) {
	if day >= cutover {
		return proleptic(day)
	}
	return julian(day)
}

func gregory(day int) Date {
	year, month, date := proleptic(day)
	d := Date{Era: 1, Year: year, Month: month, Day: date, Related: year}
	if year < 1 {
		d.Era, d.Year = 0, 1-year
	}
	return d
}

func buddhist(day int) Date {
	year, month, date := historic(day)
	return Date{Year: year + 543, Month: month, Day: date, Related: year}
}

func roc(day int) Date {
	year, month, date := historic(day)
	d := Date{Era: 1, Year: year - 1911, Month: month, Day: date, Related: year}
	if d.Year < 1 {
		d.Era, d.Year = 0, 1-d.Year
	}
	return d
}

func japanese(day int) Date {
	year, month, date := historic(day)
	d := Date{Month: month, Day: date, Related: year}
	i, found := slices.BinarySearchFunc(japaneseEras, [3]int{year, month + 1, date}, func(a, b [3]int) int { return slices.Compare(a[:], b[:]) })
	if !found {
		i--
	}
	d.Era = max(i, 0)
	d.Year = year - japaneseEras[d.Era][0] + 1
	return d
}

// copticYear is the year (without era), month and day of the calendars of twelve months of thirty days and five or six more.
// first is the day before the year 1.
func copticYear(day, first int) (year, month, date int) {
	d := day - first
	cycle := floorDiv(d, 1461)
	ofCycle := d - cycle*1461
	y := 4*cycle + ofCycle/365 - ofCycle/1460
	ofYear := 365
	if ofCycle != 1460 {
		ofYear = ofCycle % 365
	}
	return y, ofYear / 30, ofYear%30 + 1
}

const (
	copticEpoch   = 1824665 - unixEpoch
	ethiopicEpoch = 1723856 - unixEpoch
	ameteDelta    = 5500
)

func coptic(day int) Date {
	year, month, date := copticYear(day, copticEpoch)
	d := Date{Era: 1, Year: year, Month: month, Day: date, Related: year + 284}
	if year <= 0 {
		d.Era, d.Year = 0, 1-year
	}
	return d
}

func ethiopic(day int) Date {
	year, month, date := copticYear(day, ethiopicEpoch)
	d := Date{Era: 1, Year: year, Month: month, Day: date, Related: year + 8}
	if year <= 0 {
		d.Era, d.Year = 0, year+ameteDelta
	}
	return d
}

func ethiopicAmeteAlem(day int) Date {
	year, month, date := copticYear(day, ethiopicEpoch)
	return Date{Year: year + ameteDelta, Month: month, Day: date, Related: year + 8}
}

// indian is the Indian national calendar: years of Saka, which begin on the 81st day of the Gregorian one.
func indian(day int) Date {
	gregorian, _, _ := proleptic(day)
	year := gregorian - 78
	start := prolepticDay(gregorian, 0, 1)
	leap := func(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }
	ofYear := day - start
	first := 30 // days of Chaitra
	if ofYear < 80 {
		year--
		if leap(gregorian - 1) {
			first = 31
		}
		ofYear += first + 31*5 + 30*3 + 10
	} else {
		if leap(gregorian) {
			first = 31
		}
		ofYear -= 80
	}
	d := Date{Year: year, Related: year + 79}
	switch {
	case ofYear < first:
		d.Day = ofYear + 1
	case ofYear-first < 31*5:
		d.Month, d.Day = (ofYear-first)/31+1, (ofYear-first)%31+1
	default:
		rest := ofYear - first - 31*5
		d.Month, d.Day = rest/30+6, rest%30+1
	}
	return d
}
