package main

import (
	"strings"

	"talqy/proposals"
)

// openToRobots says which addresses of the page may be kept by search engines: the public pages of bills, while they are open.
func openToRobots(workbench *proposals.Workbench) func(path string) bool {
	return func(path string) bool {
		id, ok := strings.CutPrefix(strings.TrimRight(path, "/"), "/public/bills/")
		if !ok {
			return false
		}
		_, err := workbench.PublicBill(proposals.BillID(id))
		return err == nil
	}
}
