// Package metrics counts and times what the server does, and gives the figures to Prometheus.
package metrics

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Figures are the figures of one server. No label holds anything that people wrote or are called: routes are patterns, and the
// names of calls, kinds and codes are few.
type Figures struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	times    *prometheus.HistogramVec
	events   *prometheus.CounterVec
	calls    *prometheus.HistogramVec
	failed   *prometheus.CounterVec
}

// Bounds of the histograms, in seconds.
var (
	requestBounds = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 15}
	callBounds    = []float64{.00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5, 10}
)

// New makes figures that all stand at nothing.
func New() *Figures {
	f := &Figures{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "talqy_requests_total",
			Help: "Requests answered, by method, route and status."}, []string{"method", "route", "status"}),
		times: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "talqy_request_seconds",
			Help: "How long requests took, by method and route.", Buckets: requestBounds}, []string{"method", "route"}),
		events: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "talqy_events_total",
			Help: "Events appended to the log, by kind."}, []string{"kind"}),
		calls: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "talqy_store_seconds",
			Help: "How long calls to the database took, by call.", Buckets: callBounds}, []string{"call"}),
		failed: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "talqy_store_failures_total",
			Help: "Calls to the database that failed, by call."}, []string{"call"}),
	}
	f.registry.MustRegister(f.requests, f.times, f.events, f.calls, f.failed,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), collectors.NewBuildInfoCollector())
	return f
}

// Handler serves the figures in the text form of Prometheus.
func (f *Figures) Handler() http.Handler {
	return promhttp.HandlerFor(f.registry, promhttp.HandlerOpts{})
}

// Request counts an answered request. The route is a pattern such as /api/proposals/:id.
func (f *Figures) Request(method, route string, status int, took time.Duration) {
	f.requests.WithLabelValues(method, route, strconv.Itoa(status)).Inc()
	f.times.WithLabelValues(method, route).Observe(took.Seconds())
}

// Appended counts an event that was stored.
func (f *Figures) Appended(kind string) { f.events.WithLabelValues(kind).Inc() }

// StoreCall counts a call to the database.
func (f *Figures) StoreCall(call string, took time.Duration, ok bool) {
	f.calls.WithLabelValues(call).Observe(took.Seconds())
	if !ok {
		f.failed.WithLabelValues(call).Inc()
	}
}

// Sockets takes the number of open sockets from where it is known.
func (f *Figures) Sockets(open func() int) {
	f.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "talqy_sockets",
		Help: "Open websockets."}, func() float64 { return float64(open()) }))
}

// Closings takes from where it is known how many sockets the server closed with a code; 4000 is a browser too slow for its queue.
func (f *Figures) Closings(code int, closed func() uint64) {
	f.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "talqy_socket_closings_total",
		Help: "Websockets that the server closed, by close code; docs/api.md says what each means.", ConstLabels: prometheus.Labels{"code": strconv.Itoa(code)}},
		func() float64 { return float64(closed()) }))
}
