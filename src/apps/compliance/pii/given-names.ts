/**
 * Common given names. English: those among the 200 commonest of the US Social Security lists of 1950 to 2000 that are no other word, month,
 * place or well-known firm. Chinese: letters that names are made of and that begin hardly any word behind a surname.
 */

export const GIVEN_NAMES =
  'Aaron|Abigail|Adam|Alan|Albert|Alexander|Alexandra|Alice|Alicia|Amanda|Amy|Andrea|Andrew|Angela|Anita|Anna|Anne|Annette|Anthony|Ashley|Barbara|' +
  'Benjamin|Beth|Betty|Beverly|Brandon|Brenda|Brian|Brittany|Bruce|Bryan|Carl|Carolyn|Catherine|Cheryl|Christina|Christine|Christopher|Cindy|Connie|' +
  'Craig|Crystal|Cynthia|Daniel|Danielle|David|Deborah|Debra|Denise|Dennis|Diana|Diane|Donald|Donna|Dorothy|Douglas|Edward|Eleanor|Elaine|Elizabeth|' +
  'Emily|Emma|Eric|Erin|Ethan|Eugene|Evelyn|Gary|George|Gerald|Gina|Gloria|Greg|Gregory|Hannah|Harold|Heather|Helen|Henry|Howard|Irene|Jacob|Jacqueline|' +
  'James|Jamie|Jane|Janet|Janice|Jason|Jeff|Jeffrey|Jennifer|Jenny|Jeremy|Jerry|Jessica|Jill|Jim|Joan|Joe|John|Jonathan|Joseph|Joshua|Joyce|Juan|Judith|' +
  'Judy|Julia|Julie|Justin|Karen|Katherine|Kathleen|Kathryn|Kathy|Kayla|Keith|Kelly|Kenneth|Kevin|Kimberly|Kristen|Kyle|Larry|Laura|Lauren|Lawrence|Leslie|' +
  'Linda|Lisa|Liz|Lori|Louis|Lucy|Maria|Marie|Marilyn|Martha|Martin|Mary|Matthew|Megan|Melissa|Michael|Michelle|Mike|Nancy|Natalie|Nathan|Nicholas|Nicole|' +
  'Noah|Olivia|Pamela|Patricia|Patrick|Paul|Paula|Peter|Philip|Phillip|Rachel|Ralph|Raymond|Rebecca|Richard|Robert|Robin|Roger|Ronald|Russell|Ruth|Ryan|' +
  'Samantha|Samuel|Sandra|Sara|Sarah|Scott|Sean|Sharon|Sheila|Shirley|Sophia|Sophie|Stephanie|Stephen|Steve|Steven|Susan|Tammy|Teresa|Theresa|Thomas|' +
  'Timothy|Tina|Tom|Tony|Tracy|Tyler|Vanessa|Veronica|Vincent|Walter|Wendy|William|Zachary';

/** Whom firms are called after: their names are no persons. */
export const FIRMS =
  '(?:Edward Jones|Raymond James|John Hancock|John Deere|John Lewis|Philip Morris|Henry Schein|Scott Trade|Russell (?:\\d|Index|Investments|Growth|Value|Micro|Mid|Top)|' +
  'Paul Weiss|James Hardie|Douglas Elliman|Martin Marietta|Martin Currie|Scott-?\\w+ Act|Howard University|St\\.? \\w+|William Blair|Thomas Cook|Thomas Weisel|Lawrence Livermore|Jones Act)';

export const GIVEN_LETTERS =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛超秀霞刚桂英玉萍红玲芬燕辉斌鹏飞波琳婷雪慧颖倩莉宁凯浩宇轩梓涵欣怡琪佳嘉俊豪晨阳博帆峰建国志文娅媛洁莹晶淑珍凤梅兰云霖旭昊哲瑶蕾薇雯露菲娇妍瑞鑫亮坤龙彬栋胜祥毅振海永福贵荣华庆春雨思晓小诗子明';
