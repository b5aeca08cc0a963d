package proposals

import "talqy/proposals/personal"

// CodePersonalData says that a text holds a number that tells who a person is, and that nothing of it was stored. Args: what,
// one of iin, phone, passport and card; field, the text that it stands in; of a file where instead, name or text.
const CodePersonalData = "personal_data"

// refusePersonal refuses a text with personal data. The number itself is in no argument: refusals are logged.
func refusePersonal(field, text string) error {
	if found, ok := personal.Find(text); ok {
		return Refuse(CodePersonalData, "what", string(found.Kind), "field", field)
	}
	return nil
}

// refusePersonalIn does so for a text in two languages.
func refusePersonalIn(field string, text Bilingual) error {
	if err := refusePersonal(field, text.Ru); err != nil {
		return err
	}
	return refusePersonal(field, text.Kk)
}
