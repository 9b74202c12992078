/** Drawings for reports: each is one {@code <svg>} element whose marks tell their values when pointed at. */
package org.lexicore.reports.chart;
