/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.realcode;

/**
 * What a check said about a line.
 *
 * @param project the project's name
 * @param file the file inside its sources, with forward slashes
 * @param line the line, from 1
 * @param check the check's name
 * @param place class and method, with {@code #2}, {@code #3} … for more of one check in one method
 * @param message the first line of the message
 */
record Finding(String project, String file, int line, String check, String place, String message) {}
