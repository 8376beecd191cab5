/* Nothing is declared: what is defined is what the standard library looks for. */
#ifndef METRICCTL_ARGUMENTS_H
#define METRICCTL_ARGUMENTS_H
#endif
