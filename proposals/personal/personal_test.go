package personal

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// All numbers of persons here are made up; their control digits are right.

func TestFind(t *testing.T) {
	for _, c := range []struct {
		text  string
		kind  Kind
		found string
	}{
		{"ИИН 850101300124", IIN, "850101300124"},
		{"пострадавшая (ЖСН: 850101-300124) обратилась", IIN, "850101-300124"},
		{"жалоба850101300124", IIN, "850101300124"},
		{"iin_850101300124_заявление.pdf", IIN, "850101300124"},
		{"850101 300 124", IIN, "850101 300 124"},
		{"85.01.01.300124", IIN, "85.01.01.300124"},
		{"8501 0130 0124", IIN, "8501 0130 0124"},
		{"ИИН 850 101 300 124", IIN, "850 101 300 124"},
		{"８５０１０１３００１２４", IIN, "８５０１０１３００１２４"},
		{"٨٥٠١٠١٣٠٠١٢٤", IIN, "٨٥٠١٠١٣٠٠١٢٤"},
		{"850101\u00ad300124", IIN, "850101\u00ad300124"},
		{"850101\u200b300\u2060124", IIN, "850101\u200b300\u2060124"},
		{"850101−300124", IIN, "850101−300124"},
		{"850101\u00a0300124", IIN, "850101\u00a0300124"},
		{"+7 701 123 45 67", Phone, "7 701 123 45 67"},
		{"+7(701)123-45-67", Phone, "7(701)123-45-67"},
		{"8 (7172) 55-44-33", Phone, "8 (7172) 55-44-33"},
		{"8-701-123-45-67", Phone, "8-701-123-45-67"},
		{"87011234567", Phone, "87011234567"},
		{"77011234567", Phone, "77011234567"},
		{"8‑701‑123‑45‑67", Phone, "8‑701‑123‑45‑67"},
		{"8.701.123.45.67", Phone, "8.701.123.45.67"},
		{"8701 123 45 67", Phone, "8701 123 45 67"},
		{"(727) 250-12-34", Phone, "727) 250-12-34"},
		{"701-123-45-67", Phone, "701-123-45-67"},
		{"тел. 55-44-33", Phone, "55-44-33"},
		{"ұялы: 7011234567", Phone, "7011234567"},
		{"моб.: 7011234567", Phone, "7011234567"},
		{"+996 555 12 34 56", Phone, "996 555 12 34 56"},
		{"８７０１１２３４５６７", Phone, "８７０１１２３４５６７"},
		{"8 701 12\u00ad3 45 67", Phone, "8 701 12\u00ad3 45 67"},
		{"8_701_123_45_67.jpg", Phone, "8_701_123_45_67"},
		{"звонила с 8 903 123-45-67", Phone, "8 903 123-45-67"},
		{"паспорт N12345678", Passport, "12345678"},
		{"N12345678 выдан МВД", Passport, "12345678"},
		{"скан Ｎ12345678.pdf", Passport, "12345678"},
		{"паспорт N 12345678", Passport, "12345678"},
		{"удостоверение личности № 012345678", Passport, "012345678"},
		{"уд. личности 012345678, выдано МВД РК", Passport, "012345678"},
		{"№ 012345678 нөмірлі жеке куәлігі", Passport, "012345678"},
		{"№ 012 345 678, удостоверение личности", Passport, "012 345 678"},
		{"паспорт серии 4510 123456", Passport, "4510 123456"},
		{"passport AC 1234567", Passport, "1234567"},
		{"карта 4400 4300 1234 5671", Card, "4400 4300 1234 5671"},
		{"4400430012345671", Card, "4400430012345671"},
		{"4400-4300-1234-5671 03/27", Card, "4400-4300-1234-5671"},
		{"4400\u20094300\u20091234\u20095671", Card, "4400\u20094300\u20091234\u20095671"},
		{"3782 822463 10005", Card, "3782 822463 10005"},
		{"тел, ИИН: 850101300124", IIN, "850101300124"},
	} {
		found, ok := Find(c.text)
		if !ok || found.Kind != c.kind || c.text[found.From:found.To] != c.found {
			got := ""
			if ok {
				got = c.text[found.From:found.To]
			}
			t.Errorf("%q: found %v %q %v, want %q %s", c.text, found.Kind, got, ok, c.found, c.kind)
		}
	}
}

// What looks like a person's number and is none.
func TestNearMisses(t *testing.T) {
	for _, text := range []string{
		"",
		"статья 128, часть 3, пункт 2)",
		"Закон Республики Казахстан от 4 июля 2013 года № 127-V",
		"приказ от 12.05.2021 № 12345678 (зарегистрирован под № 20345678)",
		"приказ N 12345678 министра",
		"850101300123",               // another control digit
		"851301300124",               // no such month
		"850230300124",               // no such day
		"850141300124",               // a legal person: БИН
		"1850101300124",              // thirteen digits
		"850 101 300 124 тенге",      // a sum
		"сумма 87 011 234 567 тенге", // eleven digits of money
		"87011234567 тенге", "взыскано 4400430012345671 тенге",
		"дело № 1234-25-00-2/567", "дело № 7140-25-00-1а/1234 от 08.07.2025",
		"2017 2018 2019 2020", "в 2016–2019, 2020–2024 годах", "1995-2001-2014-2024",
		"телефон доверия 150", "звоните 111 или 116-16", "горячая линия 11616", "8 800 080 77 77", "+7 800 080 77 77",
		"по телефону обратились 123 456 раз", "телефон: 123456 обращений",
		"за 2024 год поступило 1 234 567 обращений",
		"KZ86 125K ZT50 0410 0100", "KZ441234567890123456", "IBAN kz4400430012345671",
		"ISBN 978-5-17-118366-4", "штрихкод 4870001234567",
		"40 000 000 000 000", "4 400 430 012 345 679 тенге",
		"паспорт безопасности объекта, утверждён 12.05.2021", "удостоверение личности в течение 10 дней",
		"статьи 701, 123, 45 и 67", "701 123 45", "пункты 8.7.1, 8.7.2",
		"4511 3345 5321 6677 1290", "12 34 56 78 90 12 34 56",
		"2026-11-24_10-30-15.pdf", "IMG_20261124_103015.jpg", "20261124103015", "202611241030",
		"ГОСТ 34.602-2020", "от 3 до 5 лет; 1000–2000 МРП; 25 000 000 тенге",
		"01.01.2024 31.12.2024", "№ 5-701-123", "0,850101 300124000",
		"N1234567", "N123456789", "PLAN12345678", "ст. 128 ч. 1, 2, 3; 133 ч. 4; 134; 308; 309",
		"850101\n300124", "4400 4300\t1234 5671",
	} {
		if found, ok := Find(text); ok {
			t.Errorf("%q: took %q for %s", text, text[found.From:found.To], found.Kind)
		}
	}
}

var (
	marks   = []string{" ", "-", "\u00a0", "–", "‑", "−", ".", "\u202f", "_"}
	unseen  = []string{"", "", "", "\u00ad", "\u200b", "\u2060", "\ufeff"}
	scripts = []rune{'0', '0', '0', '０', '٠', '۰', '०', '𝟎'}
)

// disguised writes digits in another script and with what the eye does not see between them.
func disguised(r *rand.Rand, s string) string {
	zero, hidden := scripts[r.IntN(len(scripts))], unseen[r.IntN(len(unseen))]
	var b strings.Builder
	for i, c := range s {
		if '0' <= c && c <= '9' {
			c = zero + c - '0'
		}
		b.WriteRune(c)
		if i+1 < len(s) {
			b.WriteString(hidden)
		}
	}
	return b.String()
}

func digitsOf(r *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = '0' + byte(r.IntN(10))
	}
	return string(b)
}

// newIIN makes a number of somebody born between 1930 and 2025.
func newIIN(r *rand.Rand) string {
	for {
		born := time.Date(1930, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(95*365))
		century := 3
		if born.Year() >= 2000 {
			century = 5
		}
		first := born.Format("060102") + fmt.Sprint(century+r.IntN(2)) + digitsOf(r, 4)
		// The control digit as the rules say it, written out on its own.
		sum, again := 0, 0
		for i, w := range []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11} {
			sum += w * int(first[i]-'0')
			again += []int{3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2}[i] * int(first[i]-'0')
		}
		if sum %= 11; sum == 10 {
			sum = again % 11
		}
		if sum < 10 {
			return first + fmt.Sprint(sum)
		}
	}
}

func newCard(r *rand.Rand) string {
	for {
		s := fmt.Sprint(4+r.IntN(3)) + digitsOf(r, 15)
		sum := 0
		for i := range s {
			d := int(s[len(s)-1-i] - '0')
			if i%2 == 1 {
				d = d*2/10 + d*2%10
			}
			sum += d
		}
		if sum%10 == 0 {
			return s
		}
	}
}

func TestEveryNumberIsFoundInEveryDress(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 4000 {
		mark := marks[r.IntN(len(marks))]
		iin, card, phone := newIIN(r), newCard(r), mobileCodes[r.IntN(len(mobileCodes))]+digitsOf(r, 7)
		for _, c := range []struct {
			kind Kind
			text string
		}{
			{IIN, disguised(r, iin)},
			{IIN, disguised(r, iin[:6]) + mark + disguised(r, iin[6:])},
			{Card, disguised(r, card)},
			{Card, strings.Join([]string{card[:4], card[4:8], card[8:12], card[12:]}, []string{" ", "-", "\u00a0", "–"}[r.IntN(4)])},
			{Phone, []string{"8", "+7", "8 ", "+7 "}[r.IntN(4)] + disguised(r, phone)},
			{Phone, "8" + mark + phone[:3] + mark + phone[3:6] + mark + phone[6:8] + mark + phone[8:]},
			{Phone, "+7 (" + disguised(r, phone[:3]) + ") " + phone[3:6] + mark + phone[6:]},
			{Passport, "N" + disguised(r, digitsOf(r, 8))},
		} {
			for _, text := range []string{c.text, "Заявитель: " + c.text + ".", "скан " + c.text + ".pdf"} {
				if found, ok := Find(text); !ok || found.Kind != c.kind && c.kind != Passport {
					t.Fatalf("%q: %v %v, want %s", text, found.Kind, ok, c.kind)
				}
			}
		}
	}
}

// Of numbers that are nobody's, few are taken for somebody's.
func TestRandomNumbersRaiseFewAlarms(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	const n = 20000
	for _, c := range []struct {
		name  string
		make  func() string
		limit int // of n
	}{
		{"twelve digits", func() string { return digitsOf(r, 12) }, n / 200},
		{"eight digits", func() string { return "№ " + digitsOf(r, 8) }, 0},
		{"nine digits", func() string { return "№ " + digitsOf(r, 9) }, 0},
		{"ten digits", func() string { return "№ " + digitsOf(r, 10) }, 0},
		{"a sum", func() string { return digitsOf(r, 3) + " " + digitsOf(r, 3) + " " + digitsOf(r, 3) + " тенге" }, 0},
		{"a long sum", func() string {
			return digitsOf(r, 2) + " " + digitsOf(r, 3) + " " + digitsOf(r, 3) + " " + digitsOf(r, 3) + " теңге"
		}, 0},
		{"a case", func() string {
			return "дело № " + digitsOf(r, 4) + "-" + digitsOf(r, 2) + "-00-" + digitsOf(r, 1) + "/" + digitsOf(r, 4)
		}, n / 1000},
		{"a day", func() string { return fmt.Sprintf("%02d.%02d.%d", 1+r.IntN(28), 1+r.IntN(12), 1990+r.IntN(40)) }, 0},
	} {
		alarms, example := 0, ""
		for range n {
			text := c.make()
			if _, ok := Find(text); ok {
				alarms, example = alarms+1, text
			}
		}
		if alarms > c.limit {
			t.Errorf("%s: %d alarms of %d, at most %d are allowed; such as %q", c.name, alarms, n, c.limit, example)
		}
	}
}

// The laws themselves name no person.
func TestLawsRaiseNoAlarm(t *testing.T) {
	folder := "../../../shared/laws"
	files, err := filepath.Glob(filepath.Join(folder, "*", "*.txt"))
	flat, _ := filepath.Glob(filepath.Join(folder, "*.txt"))
	if files = append(files, flat...); err != nil || len(files) == 0 {
		t.Skipf("%s is not here", folder)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(content)
		for at := 0; at < len(text); {
			found, ok := Find(text[at:])
			if !ok {
				break
			}
			from, to := max(0, at+found.From-60), min(len(text), at+found.To+30)
			t.Errorf("%s: %s in %q", filepath.Base(file), found.Kind, text[from:to])
			at += found.To
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, seed := range []string{"850101300124", "+7 (701) 123-45-67", "N12345678", "4400 4300 1234 5671", "ст. 128 ч. 3 № 127-V", "тел. 55-44-33", "\xff\xfe8"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		found, ok := Find(text)
		if !ok {
			return
		}
		if found.From < 0 || found.From >= found.To || found.To > len(text) {
			t.Fatalf("%q: the place %d to %d", text, found.From, found.To)
		}
		digits := 0
		for _, r := range text[found.From:found.To] {
			if _, ok := digit(r); ok {
				digits++
			}
		}
		if digits < 6 || digits > 19 {
			t.Fatalf("%q: %s of %d digits", text, found.Kind, digits)
		}
	})
}
