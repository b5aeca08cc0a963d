package paper

import (
	"fmt"
	"strconv"
	"time"

	"talqy/proposals/act"
)

// words are the fixed words of a paper in one language.
type words struct {
	title     string
	columns   [5]string
	absent    string // current wording of a provision that is yet to be inserted
	exclude   string // proposed wording of a provision that is to be repealed
	continued string
	author    string
	months    [12]string
	date      string    // day, month name, year by index
	pageOf    [3]string // before, between and after page and pages
	key       string    // opens the key to the marks
	sample    string
	struck    string
	added     string
	moved     string // before each paragraph of a unit that stands elsewhere in the other column, with its number
}

// wordsOf gives the words of a language. There are two languages of legislation; anything that is not Kazakh is printed
// with the Russian words.
func wordsOf(lang act.Lang) words {
	if lang == act.Kazakh {
		return words{
			title:     "Салыстырма кесте",
			columns:   [5]string{"Р/с №", "Құрылымдық элемент", "Қолданыстағы редакция", "Ұсынылатын редакция", "Негіздеме"},
			absent:    "жоқ",
			exclude:   "алып тасталсын",
			continued: "(жалғасы)",
			author:    "Түзету авторы: ",
			months: [12]string{"қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
				"шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"},
			date:   "%[3]d жылғы %[1]d %[2]s",
			pageOf: [3]string{"", " / ", " бет"},
			key:    "Шартты белгілер: ",
			sample: "сөздер",
			struck: " – алып тасталатын мәтін; ",
			added:  " – жаңа мәтін",
			moved:  "[ауыстырылды %d] ",
		}
	}
	return words{
		title:     "Сравнительная таблица",
		columns:   [5]string{"№ п/п", "Структурный элемент", "Действующая редакция", "Предлагаемая редакция", "Обоснование"},
		absent:    "отсутствует",
		exclude:   "исключить",
		continued: "(продолжение)",
		author:    "Автор поправки: ",
		months: [12]string{"января", "февраля", "марта", "апреля", "мая", "июня",
			"июля", "августа", "сентября", "октября", "ноября", "декабря"},
		date:   "%[1]d %[2]s %[3]d года",
		pageOf: [3]string{"стр. ", " из ", ""},
		key:    "Условные обозначения: ",
		sample: "слова",
		struck: " – исключаемый текст; ",
		added:  " – новый текст",
		moved:  "[перемещено %d] ",
	}
}

// PageOf is the page number as the foot of each page carries it.
func PageOf(lang act.Lang, page, pages int) string {
	before, between, after := PageOfAround(lang)
	return before + strconv.Itoa(page) + between + strconv.Itoa(pages) + after
}

// PageOfAround gives the words before, between and after the two numbers of PageOf, for papers whose pages are counted by
// the program that shows them.
func PageOfAround(lang act.Lang) (before, between, after string) {
	w := wordsOf(lang).pageOf
	return w[0], w[1], w[2]
}

// continued is said beside the number of a row that goes on from the page before.
func continued(lang act.Lang) string { return wordsOf(lang).continued }

// DateInWords writes a date YYYY-MM-DD as papers do, «10 декабря 2026 года», «2026 жылғы 10 желтоқсан». What is no such date is
// given back as it is: an organiser may write «декабрь 2026 года».
func DateInWords(lang act.Lang, date string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return oneLine(date)
	}
	w := wordsOf(lang)
	return fmt.Sprintf(w.date, t.Day(), w.months[t.Month()-1], t.Year())
}
