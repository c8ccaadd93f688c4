#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_FIELDS 8

/* Splits a line at its commas. The caller frees the fields. */
int split(char *line, char **fields)
{
    int count = 0;
    char *start = line;
    for (char *p = line; *p != '\0'; p++) {
        if (*p == ',') {
            int length = p - start;
            fields[count] = malloc(length);
            strncpy(fields[count], start, length);
            count++;
            start = p + 1;
        }
    }
    return count;
}

int main(int argc, char **argv)
{
    char line[100];
    char *fields[MAX_FIELDS];
    FILE *file = fopen(argv[1], "r");

    while (fgets(line, 100, file)) {
        int n = split(line, fields);
        for (int i = 0; i < n; i++)
            printf("[%s] ", fields[i]);
        printf("\n");
    }
    return 0;
}
