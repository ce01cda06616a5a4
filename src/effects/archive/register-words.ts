/** 1 GB as the hall's computers show it; the exact number of bytes stands beside it. */
const bytesPerGigabyte = 1024 ** 3;

/** Size as the form wants it: gigabytes to three decimals (档发〔2012〕7号). */
export const gigabytes = (sizeBytes: number): string => (sizeBytes / bytesPerGigabyte).toFixed(3);

/** 2016Q3 as it is said: 2016年第3季度. */
export const quarterWords = (quarter: string): string => quarter.replace(/^(\d{4})Q([1-4])$/, '$1年第$2季度');
