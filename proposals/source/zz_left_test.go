package source

import (
	"fmt"
	"regexp"
	"testing"

	"talqy/proposals/act"
)

func TestZZLeft(t *testing.T) {
	re := regexp.MustCompile(`Закон\w* РК|РК от|ҚР \d|Заңымен|Заңдарымен|Ескерту|Сноска|ИЗПИ|РЦПИ|ЗҚАИ|сключен[аы]?\)|вводится в действие|қолданысқа енгізіл`)
	for _, name := range textFiles {
		doc := mustRead(t, name)
		fmt.Println("==", name)
		doc.Expression.Walk(func(p *act.Provision) {
			s := p.Heading + " | " + p.Text
			if m := re.FindStringIndex(s); m != nil {
				fmt.Printf("   %s: %s …%q\n", p.EID, head(s), s[max(0, m[0]-60):min(len(s), m[1]+60)])
			}
		})
	}
}
