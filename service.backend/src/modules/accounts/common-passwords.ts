/**
 * The most common passwords of eight characters and more, in lower case, as they lead the published lists of leaked ones.
 * Shorter ones are refused by their length.
 */
const common: ReadonlySet<string> = new Set(
  `00000000 000000000 0000000000 01234567 012345678 0123456789 0987654321 1111111a 11111111 111111111 1111111111
  11112222 11223344 1122334455 112233445566 12121212 1212121212 123123123 123123123a 123123456 1234abcd 12341234 1234321
  12344321 1234512345 12345123 123454321 12345678 123456789 1234567890 12345678900 12345678910 123456781 12345678a
  123456789a 123456789q 123456789z 1234567891 12345679 1234567a 1234567q 1234567z 12345qwe 12345qwert 12345qwerty
  1234qwer 123654789 123698745 123abc123 123qwe123 123qweasd 123qweasdzxc 12qw34er 12qwaszx 13131313 1313131313 13579246
  135792468 1357924680 14141414 147258369 147258369a 1472583690 147852369 147896325 14789632 159357456 159753159 159753456
  15975321 159951159 1a2b3c4d 1a2b3c4d5e 1g2w3e4r 1q1q1q1q 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1q2w3e4r! 1qa2ws3ed 1qaz1qaz
  1qaz2wsx 1qaz2wsx3edc 1qaz@wsx 1qazxsw2 1qazzaq1 20202020 21212121 22222222 222222222 23232323 2468013579 246813579
  25252525 25802580 31415926 3141592654 321321321 32165498 321654987 33333333 333333333 36925814 369258147 369852147
  44444444 444444444 45454545 456456456 456789123 5555555555 55555555 555555555 55667788 66666666 666666666 6666666666
  741852963 74108520 741852096 753951456 7777777777 77777777 777777777 777888999 78945612 789456123 7894561230 789789789
  87654321 88888888 888888888 8888888888 951753852 963852741 987654321 9876543210 987654321a 98765432 99999999 999999999
  9999999999 a1234567 a12345678 a123456789 a1b2c3d4 a1b2c3d4e5 a1s2d3f4 aa123456 aa12345678 aaa11111 aaaaaaaa aaaaaaaaa
  aaaaaaaaaa ab123456 abc12345 abc123456 abc123456789 abcabc123 abcd1234 abcd12345 abcd123456 abcdefgh abcdefg1 abcdefghi
  abcdefghij abcdefg123 access14 admin123 admin1234 admin12345 admin123456 adminadmin administrator alejandro alexander
  alexandra alexandria america1 anderson andromeda angelica arsenal1 asasasas asd123456 asdasdasd asdasd123 asdf1234
  asdfasdf asdfghjk asdfghjkl asdfghjkl1 asdfghjkl; asdfjkl; asdqwe123 asdzxc123 awesome1 azertyui azertyuiop babygirl
  babygirl1 baseball baseball1 basketball batman123 beautiful beautiful1 benjamin bismillah blahblah blessed1 blink182
  bluebird bonjour1 brooklyn buster123 butterfly butterfly1 california carolina caroline catherine changeme changeme1
  changeme123 charlie1 charlie123 charlotte cheese123 chelsea1 chelsea123 chocolate chocolate1 christian christina
  christine christopher cinderella computer computer1 consumer coolcool cocacola cowboys1 creative danielle daniel123
  december default1 default123 destiny1 diamond1 dolphin1 dolphins dragon12 dragon123 dragonball elephant elizabeth
  elizabeth1 estrella everton1 facebook facebook1 family123 fatima123 fernando ferrari1 fktrcfylh flower123 football
  football1 football123 football12 forever1 forever21 francesco franklin freedom1 freedom123 friends1 friendship
  fuckyou1 fuckyou123 fuckyou2 gabriel1 gabriela garfield gateway1 geheim123 gfhjkm123 ginger123 giovanni godisgood
  godzilla goldfish google123 guest123 hallo123 hallo1234 hamilton happy123 happyday harrypotter hellohello hello123
  hello1234 hello12345 hello123456 hellokitty helloworld hollywood hunter123 iloveyou iloveyou! iloveyou1 iloveyou12
  iloveyou123 iloveyou2 iloveyou3 iloveyousomuch iloveu123 internet internet1 isabella jacobsen jamaica1 jasmine1
  jennifer jennifer1 jessica1 jesus123 jesuschrist jonathan jordan123 jordan23 josephine juventus katherine kristina
  kimberly lakers24 lastchance lebron23 letmein1 letmein123 letmein! liberty1 liverpool liverpool1 liverpool123 logitech
  lollipop lol12345 lovelove lovely123 loveme123 loveyou1 loveyou2 madonna1 manchester manchester1 mariposa marlboro
  marshall master123 masterkey matrix123 matthew1 maverick maximus1 melissa1 mercedes metallica metallica1 michael1
  michael123 michelle michelle1 microsoft midnight millwall minecraft minecraft1 mnbvcxz1 monkey123 monkey12 morgan123
  motorola mustang1 mynoob123 myspace1 naruto123 nicholas nicole123 november nothing1 nintendo oblivion october1 p@ssw0rd
  p@ssword p@ssword1 p@55w0rd pa$$word pa$$w0rd pa55word pa55w0rd pakistan pakistan1 parola123 parool12 pass1234
  pass12345 pass123456 passer2009 passw0rd passw0rd1 passw0rd! passwort passwort1 password password! password. password0
  password01 password1 password1! password10 password11 password12 password123 password123! password1234 password12345
  password2 password21 password22 password3 password5 password7 password9 password99 passwords patricia patrick1
  personal playboy1 playstation pokemon1 pokemon123 police123 princess princess1 princess12 princess123 protected
  purple123 q1234567 q12345678 q123456789 q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 qazwsx12 qazwsx123 qazwsxed qazwsxedc
  qazwsxedcrfv qazxsw123 qazxswedc qq123456 qq123456789 qqqqqqqq qqqqqqqqqq qqww1122 qwaszx12 qwaszx123 qwe123456
  qwe123qwe qwe12345 qweasd123 qweasdzx qweasdzxc qweasdzxc1 qweqweqwe qwer1234 qwer12345 qwer4321 qwerasdf qwert123
  qwert1234 qwert12345 qwertyqwerty qwerty01 qwerty1! qwerty11 qwerty12 qwerty123 qwerty123! qwerty1234 qwerty12345
  qwerty123456 qwerty21 qwerty321 qwerty78 qwertyui qwertyuio qwertyuiop qwertyuiop1 qwertz123 qwertzui qwertzuiop
  r2d2c3po rachelle rainbow1 rangers1 rebecca1 redskins remember rockstar1 rockyou1 ronaldo7 rush2112 samantha samantha1
  samsung1 samsung123 samurai1 sanchez1 santiago scarface scorpion scorpio1 secret123 security september sebastian
  shadow123 shalom123 slipknot slipknot1 snowball snowboard soccer10 soccer12 soccer123 softball spiderman spiderman1
  spongebob starwars starwars1 stella123 steelers stephanie steven123 strawberry student1 summer12 summer123 summer2020
  summer2021 summer2022 summer2023 summer2024 summer2025 sunflower sunshine sunshine1 sunshine123 superman superman1
  superman123 superstar sweetheart sweetpea swordfish taylor123 telephone temp1234 temppass test1234 test12345 test123456
  testing1 testing123 testtest thailand thankyou thunder1 tigger123 timberlake tinkerbell tottenham trinity1 trouble1
  trustno1 tweety123 university valentina valentine vanessa1 veronica victoria victoria1 vietnam1 virginia w1234567
  warcraft welcome1 welcome1! welcome12 welcome123 welcome1234 welcome2 whatever whatever1 william1 williams winner123
  winter123 winter2020 winter2021 winter2022 winter2023 winter2024 winter2025 woaini1314 woaini520 wolverine x1234567
  xxxxxxxx yankees1 yourmom1 yuantuo2012 z1234567 zaq12wsx zaq1xsw2 zaq1zaq1 zaqxswcde zaqwsxcde zxc123456 zxc12345
  zxcvbnm1 zxcvbnm12 zxcvbnm123 zxcvbnm, zxcvbnm,./ zxcvbnmasdfghjkl zxczxczxc zzzzzzzz`.split(/\s+/),
);

/** True for what a guesser tries first: the most common ones, one character over and over, or what the account itself tells. */
export function isCommonPassword(password: string, told: readonly string[]): boolean {
  const plain = password.normalize('NFKC').toLowerCase();
  return common.has(plain) || new Set(plain).size === 1 || told.some((fact) => fact.toLowerCase() === plain);
}
