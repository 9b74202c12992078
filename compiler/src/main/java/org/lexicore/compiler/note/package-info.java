/** What a user should know about single layers, and how it is said: what holds for many layers is one line. */
package org.lexicore.compiler.note;
