package calendar

import "sort"

// months is the recorded lengths of a lunar calendar's months. A year's bit n says that its month n has 30 days instead of 29, its
// bits from 13 on which month (from one) is the leap month that repeats the number of the one before.
type months struct {
	first int // day of the first year's beginning
	year  int // number of the first year
	years []uint32
}

func (m *months) length(i int) int {
	n := 12
	if m.years[i]>>13 != 0 {
		n++
	}
	days := 0
	for month := range n {
		days += 29 + int(m.years[i]>>month&1)
	}
	return days
}

// find is the year, month (from zero, leap months not counted) and day; ok is false outside the table.
func (m *months) find(day int) (d Date, ok bool) {
	if day < m.first {
		return d, false
	}
	rest := day - m.first
	// A year has at most 385 days: start near it.
	for i := range m.years {
		length := m.length(i)
		if rest >= length {
			rest -= length
			continue
		}
		leap := int(m.years[i] >> 13)
		for month := 0; ; month++ {
			length := 29 + int(m.years[i]>>month&1)
			if rest >= length {
				rest -= length
				continue
			}
			d = Date{Year: m.year + i, Month: month, Day: rest + 1, Leap: leap == month+1}
			if leap > 0 && month+1 >= leap {
				d.Month--
			}
			return d, true
		}
	}
	return d, false
}

const (
	civilEpoch   = 1948440 - unixEpoch
	tabularEpoch = 1948439 - unixEpoch
)

// islamicArithmetic is the calendar whose leap years are 11 of 30.
func islamicArithmetic(day, epoch int) Date {
	d := day - epoch
	year := floorDiv(30*d+10646, 10631)
	start := func(year int) int { return (year-1)*354 + floorDiv(3+11*year, 30) }
	ofYear := d - start(year)
	month := min(sort.Search(12, func(m int) bool { return islamicMonthStart(m+1) > ofYear }), 11)
	return islamicDate(year, month, ofYear-islamicMonthStart(month)+1)
}

// islamicMonthStart is the day of the year that month m begins on.
func islamicMonthStart(m int) int { return (59*m + 1) / 2 }

func islamicDate(year, month, day int) Date {
	return Date{Year: year, Month: month, Day: day, Related: islamicRelated(year)}
}

// islamicRelated is the Gregorian year related to an Islamic one, as ICU's gregoYearFromIslamicStart.
func islamicRelated(year int) int {
	cycle, offset, shift := 0, 0, 0
	if year >= 1397 {
		cycle, offset = (year-1397)/67, (year-1397)%67
		shift = 2 * cycle
		if offset >= 33 {
			shift++
		}
	} else {
		cycle, offset = (year-1396)/67-1, -(year-1396)%67
		shift = 2 * cycle
		if offset <= 33 {
			shift++
		}
	}
	return year + 579 - shift
}

func islamicCivil(day int) Date   { return islamicArithmetic(day, civilEpoch) }
func islamicTabular(day int) Date { return islamicArithmetic(day, tabularEpoch) }

func islamicUmalqura(day int) Date {
	if d, ok := umalquraMonths.find(day); ok {
		return islamicDate(d.Year, d.Month, d.Day)
	}
	return islamicCivil(day)
}

// islamicAstronomical follows the moon; outside the recorded years (1200 to 1600) it is the civil calendar.
func islamicAstronomical(day int) Date {
	if d, ok := islamicMonths.find(day); ok {
		return islamicDate(d.Year, d.Month, d.Day)
	}
	return islamicCivil(day)
}

// lunisolar is a recorded calendar; outside its years the Gregorian months stand in.
func lunisolar(m *months, day, cycle int) Date {
	d, ok := m.find(day)
	if !ok {
		year, month, date := proleptic(day)
		d = Date{Year: year, Month: month, Day: date}
	}
	d.Related = d.Year
	years := d.Related + cycle
	d.Era, d.Year = floorDiv(years-1, 60)+1, mod(years-1, 60)+1
	return d
}

// The Chinese calendar counts its cycles of sixty years from 2637 BC, the Korean one from 2333 BC.
func chinese(day int) Date { return lunisolar(&chineseMonths, day, 2637) }
func dangi(day int) Date   { return lunisolar(&dangiMonths, day, 2333) }

const persianEpoch = 1948320 - unixEpoch

// persian has leap years as the 33-year cycle gives them.
func persian(day int) Date {
	d := day - persianEpoch
	start := func(year int) int { return 365*(year-1) + floorDiv(8*year+21, 33) }
	year := floorDiv(33*d+3, 12053) + 1
	for start(year) > d {
		year--
	}
	ofYear := d - start(year)
	month := ofYear / 31
	if ofYear >= 216 {
		month = (ofYear - 6) / 30
	}
	first := month * 31
	if month > 6 {
		first = month*30 + 6
	}
	return Date{Year: year, Month: month, Day: ofYear - first + 1, Related: year + 621}
}
