package org.lexicore.reports.chart;

import java.awt.Shape;

/**
 * A bar, point or tile that stands for a value.
 *
 * @param shape a rectangle or an ellipse
 * @param colour of its series, from 0
 * @param text what it says when it is pointed at
 */
record Mark(Shape shape, int colour, String text) {}
