package main

import "net/http"

// The record of who did what.
func init() {
	accessRowsOf(
		accessRow{route: "GET /audit", ask: at("/audit", nil), may: organisers, others: http.StatusForbidden},
		accessRow{route: "GET /audit.csv", ask: at("/audit.csv", nil), may: organisers, others: http.StatusForbidden},
	)
}
