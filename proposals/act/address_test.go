package act_test

import (
	"errors"
	"testing"

	"talqy/proposals/act"
)

// Addresses as amending acts speak them.
func TestAddress(t *testing.T) {
	article := &act.Provision{Level: act.LevelArticle, Num: "128"}
	bridge := &act.Provision{Level: act.LevelArticle, Num: "44-2"}
	part := func(num string) *act.Provision { return &act.Provision{Level: act.LevelParagraph, Num: num} }
	point := func(num string) *act.Provision { return &act.Provision{Level: act.LevelPoint, Num: num} }
	indent := func(num string) *act.Provision { return &act.Provision{Level: act.LevelIndent, Num: num} }
	subpara := func(num string) *act.Provision { return &act.Provision{Level: act.LevelSubparagraph, Num: num} }
	note := &act.Provision{Level: act.LevelNote}
	chapter := &act.Provision{Level: act.LevelChapter, Num: "1"}
	section := &act.Provision{Level: act.LevelSection, Num: "2"}
	special := &act.Provision{Level: act.LevelPart, Heading: "ОСОБЕННАЯ ЧАСТЬ"}
	path := func(p ...*act.Provision) []*act.Provision { return p }

	for _, test := range []struct {
		path    []*act.Provision
		profile act.Profile
		ru, kk  string
	}{
		{path(article), act.ProfileCode, "статья 128", "128-бап"},
		{path(special, chapter, article), act.ProfileCode, "статья 128", "128-бап"},
		{path(article, part("2")), act.ProfileCode, "часть вторая статьи 128", "128-баптың екінші бөлігі"},
		{path(article, part("2"), point("3")), act.ProfileCode,
			"пункт 3) части второй статьи 128", "128-баптың екінші бөлігінің 3) тармағы"},
		{path(article, part("1"), indent("2")), act.ProfileCode,
			"абзац второй части первой статьи 128", "128-баптың бірінші бөлігінің екінші абзацы"},
		{path(article, part("2-1")), act.ProfileCode, "часть 2-1 статьи 128", "128-баптың 2-1-бөлігі"},
		{path(article, part("3"), indent("38")), act.ProfileCode,
			"абзац тридцать восьмой части третьей статьи 128", "128-баптың үшінші бөлігінің отыз сегізінші абзацы"},
		{path(article, indent("2")), act.ProfileCode, "абзац второй статьи 128", "128-баптың екінші абзацы"},
		{path(bridge, part("3"), point("9-1")), act.ProfileLaw,
			"подпункт 9-1) пункта 3 статьи 44-2", "44-2-баптың 3-тармағының 9-1) тармақшасы"},
		{path(bridge, part("3"), subpara("2")), act.ProfileLaw,
			"часть вторая пункта 3 статьи 44-2", "44-2-баптың 3-тармағының екінші бөлігі"},
		{path(bridge, part("3"), point("2"), indent("4")), act.ProfileLaw,
			"абзац четвертый подпункта 2) пункта 3 статьи 44-2", "44-2-баптың 3-тармағының 2) тармақшасының төртінші абзацы"},
		{path(part("5"), point("1")), act.ProfileBylaw, "подпункт 1) пункта 5", "5-тармақтың 1) тармақшасы"},
		{path(article, note), act.ProfileCode, "примечание к статье 128", "128-баптың ескертпесі"},
		{path(article, note, part("2")), act.ProfileLaw, "пункт 2 примечания к статье 128", "128-баптың ескертпесінің 2-тармағы"},
		{path(special, chapter), act.ProfileCode, "глава 1", "1-тарау"},
		{path(chapter, section), act.ProfileCode, "параграф 2 главы 1", "1-тараудың 2-параграфы"},
		{nil, act.ProfileCode, "", ""},
	} {
		if got := act.Address(test.path, act.Russian, test.profile); got != test.ru {
			t.Errorf("got %q, want %q", got, test.ru)
		}
		if got := act.Address(test.path, act.Kazakh, test.profile); got != test.kk {
			t.Errorf("got %q, want %q", got, test.kk)
		}
	}
}

// What lawyers type, in the words they use.
func TestLocate(t *testing.T) {
	doc := readModel(t)
	for _, test := range []struct{ typed, want string }{
		{"ст. 2", "art_2"},
		{"статья 2", "art_2"},
		{"2", "art_2"},
		{"2-1", "art_2-1"},
		{"статье 2-1 настоящего Закона", "art_2-1"},
		{"п. 2 ст. 2", "art_2__para_2"},
		{"ст. 2 п. 2-1", "art_2__para_2-1"},
		{"ст.2, п.2-1", "art_2__para_2-1"},
		{"подпункт 3) статьи 1", "art_1__point_3"},
		{"пп. 3 ст. 1", "art_1__point_3"},
		{"подпунктом 3) части первой статьи 1", "art_1__point_3"},
		{"часть вторая статьи 1", "art_1__subpara_2"},
		{"второй части статьи 1", "art_1__subpara_2"},
		{"ч. 1 ст. 1", "art_1"},
		{"абзац второй подпункта 2) статьи 1", "art_1__point_2__indent_2"},
		{"абзацем первым пункта 1 статьи 2", "art_2__para_1"},
		{"часть вторая пункта 1 статьи 2", "art_2__para_1__subpara_2"},
		{"подпункт 2) части второй пункта 1 статьи 2", "art_2__para_1__subpara_2__point_2"},
		{"подпункт 2) пункта 1 статьи 2", "art_2__para_1__subpara_2__point_2"}, // the часть may be left out
		{"примечание к статье 2", "art_2__note_1"},
		{"абз. 2 п. 1 ст. 3", "art_3__para_1__indent_2"},
		{"2-баптың 1-тармағы", "art_2__para_1"},
		{"2-1-бап", "art_2-1"},
		{"2-баптың 2-1-тармағы", "art_2__para_2-1"},
		{"1-баптың 3) тармақшасы", "art_1__point_3"},
		{"1-баптың екінші бөлігі", "art_1__subpara_2"},
		{"1-баптың екiншi бөлiгi", "art_1__subpara_2"}, // Latin i, as in old editions
		{"2-баптың ескертпесі", "art_2__note_1"},
	} {
		got, err := doc.Expression.Locate(test.typed, doc.Profile)
		if err != nil {
			t.Errorf("%s: %v", test.typed, err)
		} else if got.EID != test.want {
			t.Errorf("%s: got %s, want %s", test.typed, got.EID, test.want)
		}
	}
}

func TestLocateSaysWhatIsMissing(t *testing.T) {
	doc := readModel(t)
	for _, test := range []struct{ typed, code, part string }{
		{"", act.AddressNotUnderstood, ""},
		{"мост", act.AddressNotUnderstood, "мост"},
		{"ст. 2 3", act.AddressNotUnderstood, "3"},
		{"ст. 9", act.AddressNotFound, "ст 9"},
		{"п. 7 ст. 2", act.AddressNotFound, "ст 2, п 7"},
	} {
		_, err := doc.Expression.Locate(test.typed, doc.Profile)
		var refused *act.AddressError
		if !errors.As(err, &refused) {
			t.Errorf("%q: got %v, want an AddressError", test.typed, err)
		} else if refused.Code != test.code || refused.Part != test.part {
			t.Errorf("%q: got %s %q, want %s %q", test.typed, refused.Code, refused.Part, test.code, test.part)
		}
	}
}

// Every address the program speaks leads back to its unit, in both languages, on every real act.
func TestLocateUnderstandsAddress(t *testing.T) {
	for _, name := range realLaws {
		t.Run(name, func(t *testing.T) {
			doc := readLaw(t, name)
			e := doc.Expression
			wrong := 0
			e.Walk(func(p *act.Provision) {
				path := e.Path(p.EID)
				for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
					address := act.Address(path, lang, doc.Profile)
					if skipAddress(path, lang) {
						continue
					}
					got, err := e.Locate(address, doc.Profile)
					if err != nil {
						t.Errorf("%s: %s: %v", p.EID, address, err)
						wrong++
					} else if got != p {
						t.Errorf("%s: %s leads to %s", p.EID, address, got.EID)
						wrong++
					}
				}
				if wrong > 20 {
					t.FailNow()
				}
			})
		})
	}
}

// skipAddress leaves out units that no address tells apart: doubles in the source, parts that go by a name, tables and
// signatures.
func skipAddress(path []*act.Provision, lang act.Lang) bool {
	for _, p := range path {
		switch p.Level {
		case act.LevelTable, act.LevelConclusions:
			return true
		}
		for i := 0; i < len(p.EID); i++ {
			if p.EID[i] == '~' {
				return true
			}
		}
	}
	last := path[len(path)-1]
	return last.Level == act.LevelPart
}

// A quotation of new wording inside an article repeats numbers, and a part of a code may repeat those of another.
func FuzzLocate(f *testing.F) {
	for _, seed := range []string{"п. 2 ч. 1 ст. 128", "подпункт 3) пункта 2 статьи 5", "128-баптың 1-бөлігі", "ст", ")", "§ IV",
		"отыз жетінші абзац", "сто сто второй", "1-1-1-1-й п", "а) б)"} {
		f.Add(seed)
	}
	doc := readModel(f)
	f.Fuzz(func(t *testing.T, address string) {
		for _, profile := range []act.Profile{act.ProfileCode, act.ProfileLaw, act.ProfileBylaw} {
			p, err := doc.Expression.Locate(address, profile)
			if (p == nil) == (err == nil) {
				t.Errorf("%q: provision %v and error %v", address, p, err)
			}
			if p != nil && doc.Expression.Find(p.EID) != p {
				t.Errorf("%q leads outside the act", address)
			}
		}
	})
}
