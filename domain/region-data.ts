/**
 * Regions that are part of an address, of the countries whose post asks for one, in the order of a list: code, name, and other
 * spellings. Codes: ISO 3166-2 without the country (Italy and Spain: the provinces; the Philippines: the provinces and Metro Manila), with
 * those of the US post for its forces. Names: Unicode CLDR 48 and ISO, in the language that the country's addresses are written in
 * (Jawa Barat), of China, Japan, Korea and Taiwan in its own script too; abbreviations of US states: AP style. Left out: Vietnam, whose
 * provinces were merged in July 2025 and have no new codes of ISO yet; what has no list is written freely.
 */
export const REGIONS: Readonly<Record<string, string>> = {
  AE:
    'AZ Abu Dhabi,AJ Ajman,DU Dubai,FU Fujairah,RK Ras al-Khaimah|Ras al Khaimah,SH Sharjah,' +
    'UQ Umm al-Quwain|Umm Al Quwain',
  AR:
    'B Buenos Aires|Buenos Aires Province|Provincia de Buenos Aires,K Catamarca,H Chaco,U Chubut,' +
    'C Ciudad Autónoma de Buenos Aires|Buenos Aires City|CABA|Capital Federal,X Córdoba,W Corrientes,E Entre Ríos,' +
    'P Formosa,Y Jujuy,L La Pampa,F La Rioja,M Mendoza,N Misiones,Q Neuquén,R Río Negro,A Salta,J San Juan,' +
    'D San Luis,Z Santa Cruz,S Santa Fe,G Santiago del Estero,V Tierra del Fuego,T Tucumán',
  AU:
    'ACT Australian Capital Territory,NSW New South Wales,NT Northern Territory,QLD Queensland,SA South Australia,' +
    'TAS Tasmania,VIC Victoria,WA Western Australia',
  BR:
    'AC Acre,AL Alagoas,AP Amapá,AM Amazonas,BA Bahia,CE Ceará,DF Distrito Federal|Federal District,' +
    'ES Espírito Santo,GO Goiás,MA Maranhão,MT Mato Grosso,MS Mato Grosso do Sul,MG Minas Gerais,PA Pará,' +
    'PB Paraíba,PR Paraná,PE Pernambuco,PI Piauí,RJ Rio de Janeiro,RN Rio Grande do Norte,RS Rio Grande do Sul,' +
    'RO Rondônia,RR Roraima,SC Santa Catarina,SP São Paulo,SE Sergipe,TO Tocantins',
  CA:
    'AB Alberta,BC British Columbia,MB Manitoba,NB New Brunswick,NL Newfoundland and Labrador|Newfoundland,' +
    'NT Northwest Territories,NS Nova Scotia,NU Nunavut,ON Ontario,PE Prince Edward Island|PEI,QC Quebec|PQ,' +
    'SK Saskatchewan,YT Yukon|Yukon Territory',
  CL:
    'AN Antofagasta,AP Arica y Parinacota,AT Atacama,AI Aysén,BI Biobío|Bío Bío,CO Coquimbo,' +
    'AR La Araucanía|Araucanía,LL Los Lagos,LR Los Ríos,' +
    'MA Magallanes|Magallanes y la Antártica Chilena|Magallanes Region,ML Maule,NB Ñuble,' +
    'LI O’Higgins|Libertador General Bernardo O’Higgins,' +
    'RM Región Metropolitana|Metropolitana|Metropolitana de Santiago|Santiago|Santiago Metropolitan,TA Tarapacá,' +
    'VS Valparaíso',
  CN:
    'AH Anhui|安徽省|安徽,BJ Beijing|北京市|北京,CQ Chongqing|重庆市|重庆,FJ Fujian|福建省|福建,GS Gansu|甘肃省|甘肃,GD Guangdong|广东省|广东,' +
    'GX Guangxi|广西壮族自治区|广西,GZ Guizhou|贵州省|贵州,HI Hainan|海南省|海南,HE Hebei|河北省|河北,HL Heilongjiang|黑龙江省|黑龙江,' +
    'HA Henan|河南省|河南,HB Hubei|湖北省|湖北,HN Hunan|湖南省|湖南,NM Inner Mongolia|内蒙古自治区|内蒙古|Nei Mongol,JS Jiangsu|江苏省|江苏,' +
    'JX Jiangxi|江西省|江西,JL Jilin|吉林省|吉林,LN Liaoning|辽宁省|辽宁,NX Ningxia|宁夏回族自治区|宁夏,QH Qinghai|青海省|青海,' +
    'SN Shaanxi|陕西省|陕西,SD Shandong|山东省|山东,SH Shanghai|上海市|上海,SX Shanxi|山西省|山西,SC Sichuan|四川省|四川,TJ Tianjin|天津市|天津,' +
    'XZ Tibet|西藏自治区|西藏|Xizang,XJ Xinjiang|新疆维吾尔自治区|新疆,YN Yunnan|云南省|云南,ZJ Zhejiang|浙江省|浙江',
  CO:
    'AMA Amazonas,ANT Antioquia,ARA Arauca,ATL Atlántico,' +
    'DC Bogotá D.C.|Bogotá|Bogotá Distrito Capital|Distrito Capital|Capital District,BOL Bolívar,BOY Boyacá,' +
    'CAL Caldas,CAQ Caquetá,CAS Casanare,CAU Cauca,CES Cesar,CHO Chocó,COR Córdoba,CUN Cundinamarca,GUA Guainía,' +
    'GUV Guaviare,HUI Huila,LAG La Guajira,MAG Magdalena,MET Meta,NAR Nariño,NSA Norte de Santander,PUT Putumayo,' +
    'QUI Quindío,RIS Risaralda,SAP San Andrés y Providencia|San Andrés|San Andrés & Providencia,SAN Santander,' +
    'SUC Sucre,TOL Tolima,VAC Valle del Cauca|Valle,VAU Vaupés,VID Vichada',
  ES:
    'C A Coruña|La Coruña|Coruña,AB Albacete,A Alicante|Alacant|Alicante/Alacant,AL Almería,' +
    'VI Araba/Álava|Álava|Araba,O Asturias,AV Ávila,BA Badajoz,B Barcelona,BI Bizkaia|Biscay|Vizcaya,BU Burgos,' +
    'CC Cáceres,CA Cádiz,S Cantabria,CS Castellón/Castelló|Castellón|Castelló,CE Ceuta,CR Ciudad Real,CO Córdoba,' +
    'CU Cuenca,SS Gipuzkoa|Guipúzcoa,GI Girona|Gerona,GR Granada,GU Guadalajara,H Huelva,HU Huesca,' +
    'PM Illes Balears|Balears|Islas Baleares|Baleares|Balearic Islands,J Jaén,LO La Rioja,GC Las Palmas,LE León,' +
    'L Lleida|Lérida,LU Lugo,M Madrid,MA Málaga,ML Melilla,MU Murcia,NA Navarra/Nafarroa|Navarra|Nafarroa|Navarre,' +
    'OR Ourense|Orense,P Palencia,PO Pontevedra,SA Salamanca,TF Santa Cruz de Tenerife,SG Segovia,' +
    'SE Sevilla|Seville,SO Soria,T Tarragona,TE Teruel,TO Toledo,V Valencia/València|Valencia,VA Valladolid,' +
    'ZA Zamora,Z Zaragoza',
  ID:
    'AC Aceh,BA Bali,BT Banten,BE Bengkulu,YO DI Yogyakarta|Yogyakarta|Daerah Istimewa Yogyakarta,' +
    'JK DKI Jakarta|Jakarta|Daerah Khusus Jakarta,GO Gorontalo,JA Jambi,JB Jawa Barat|West Java,' +
    'JT Jawa Tengah|Central Java,JI Jawa Timur|East Java,KB Kalimantan Barat|West Kalimantan,' +
    'KS Kalimantan Selatan|South Kalimantan,KT Kalimantan Tengah|Central Kalimantan,' +
    'KI Kalimantan Timur|East Kalimantan,KU Kalimantan Utara|North Kalimantan,' +
    'BB Kepulauan Bangka Belitung|Bangka Belitung|Bangka–Belitung Islands,KR Kepulauan Riau|Kepri|Riau Islands,' +
    'LA Lampung,MA Maluku,MU Maluku Utara|North Maluku,NB Nusa Tenggara Barat|NTB|West Nusa Tenggara,' +
    'NT Nusa Tenggara Timur|NTT|East Nusa Tenggara,PA Papua,PD Papua Barat Daya|Southwest Papua,' +
    'PB Papua Barat|West Papua,PE Papua Pegunungan|Highland Papua|Papua Pengunungan,PS Papua Selatan|South Papua,' +
    'PT Papua Tengah|Central Papua,RI Riau,SR Sulawesi Barat|West Sulawesi,SN Sulawesi Selatan|South Sulawesi,' +
    'ST Sulawesi Tengah|Central Sulawesi,SG Sulawesi Tenggara|Southeast Sulawesi,SA Sulawesi Utara|North Sulawesi,' +
    'SB Sumatera Barat|Sumatra Barat|West Sumatra,SS Sumatera Selatan|Sumatra Selatan|South Sumatra,' +
    'SU Sumatera Utara|Sumatra Utara|North Sumatra',
  IE:
    'CW Carlow|Co. Carlow|County Carlow|Co Carlow,CN Cavan|Co. Cavan|County Cavan|Co Cavan,' +
    'CE Clare|Co. Clare|County Clare|Co Clare,CO Cork|Co. Cork|County Cork|Co Cork,' +
    'DL Donegal|Co. Donegal|County Donegal|Co Donegal,D Dublin|Co. Dublin|County Dublin|Co Dublin,' +
    'G Galway|Co. Galway|County Galway|Co Galway,KY Kerry|Co. Kerry|County Kerry|Co Kerry,' +
    'KE Kildare|Co. Kildare|County Kildare|Co Kildare,KK Kilkenny|Co. Kilkenny|County Kilkenny|Co Kilkenny,' +
    'LS Laois|Co. Laois|County Laois|Co Laois,LM Leitrim|Co. Leitrim|County Leitrim|Co Leitrim,' +
    'LK Limerick|Co. Limerick|County Limerick|Co Limerick,LD Longford|Co. Longford|County Longford|Co Longford,' +
    'LH Louth|Co. Louth|County Louth|Co Louth,MO Mayo|Co. Mayo|County Mayo|Co Mayo,' +
    'MH Meath|Co. Meath|County Meath|Co Meath,MN Monaghan|Co. Monaghan|County Monaghan|Co Monaghan,' +
    'OY Offaly|Co. Offaly|County Offaly|Co Offaly,RN Roscommon|Co. Roscommon|County Roscommon|Co Roscommon,' +
    'SO Sligo|Co. Sligo|County Sligo|Co Sligo,TA Tipperary|Co. Tipperary|County Tipperary|Co Tipperary,' +
    'WD Waterford|Co. Waterford|County Waterford|Co Waterford,' +
    'WH Westmeath|Co. Westmeath|County Westmeath|Co Westmeath,WX Wexford|Co. Wexford|County Wexford|Co Wexford,' +
    'WW Wicklow|Co. Wicklow|County Wicklow|Co Wicklow',
  IN:
    'AN Andaman and Nicobar Islands,AP Andhra Pradesh,AR Arunachal Pradesh,AS Assam,BR Bihar,CH Chandigarh,' +
    'CT Chhattisgarh|CG,DH Dadra and Nagar Haveli and Daman and Diu,DL Delhi|New Delhi|NCT of Delhi,GA Goa,' +
    'GJ Gujarat,HR Haryana,HP Himachal Pradesh,JK Jammu and Kashmir,JH Jharkhand,KA Karnataka,KL Kerala,LA Ladakh,' +
    'LD Lakshadweep,MP Madhya Pradesh,MH Maharashtra,MN Manipur,ML Meghalaya,MZ Mizoram,NL Nagaland,' +
    'OR Odisha|Orissa|OD,PY Puducherry|Pondicherry,PB Punjab,RJ Rajasthan,SK Sikkim,TN Tamil Nadu,TG Telangana|TS,' +
    'TR Tripura,UP Uttar Pradesh,UT Uttarakhand|UK,WB West Bengal',
  IT:
    'AG Agrigento,AL Alessandria,AN Ancona,AO Aosta|Aosta Valley|Valle d’Aosta,AR Arezzo,AP Ascoli Piceno,AT Asti,' +
    'AV Avellino,BA Bari,BT Barletta-Andria-Trani,BL Belluno,BN Benevento,BG Bergamo,BI Biella,BO Bologna,' +
    'BS Brescia,BR Brindisi,CA Cagliari,CL Caltanissetta,CB Campobasso,CE Caserta,CT Catania,CZ Catanzaro,' +
    'CH Chieti,CO Como,CS Cosenza,CR Cremona,KR Crotone,CN Cuneo,EN Enna,FM Fermo,FE Ferrara,FI Florence|Firenze,' +
    'FG Foggia,FC Forlì-Cesena,FR Frosinone,GE Genoa|Genova,GO Gorizia,GR Grosseto,IM Imperia,IS Isernia,' +
    'AQ L’Aquila,SP La Spezia,LT Latina,LE Lecce,LC Lecco,LI Livorno,LO Lodi,LU Lucca,MC Macerata,' +
    'MN Mantua|Mantova,MS Massa and Carrara|Massa-Carrara,MT Matera,ME Messina,MI Milan|Milano,MO Modena,' +
    'MB Monza and Brianza|Monza e Brianza,NA Naples|Napoli,NO Novara,NU Nuoro,OR Oristano,PD Padua|Padova,' +
    'PA Palermo,PR Parma,PV Pavia,PG Perugia,PU Pesaro and Urbino|Pesaro e Urbino,PE Pescara,PC Piacenza,PI Pisa,' +
    'PT Pistoia,PN Pordenone,PZ Potenza,PO Prato,RG Ragusa,RA Ravenna,RC Reggio Calabria|Reggio di Calabria,' +
    'RE Reggio Emilia|Reggio nell’Emilia,RI Rieti,RN Rimini,RM Rome|Roma,RO Rovigo,SA Salerno,SS Sassari,SV Savona,' +
    'SI Siena,SO Sondrio,SU South Sardinia|Sud Sardegna,BZ South Tyrol|Bolzano,SR Syracuse|Siracusa,TA Taranto,' +
    'TE Teramo,TR Terni,TP Trapani,TN Trento,TV Treviso,TS Trieste,TO Turin|Torino,UD Udine,VA Varese,' +
    'VE Venice|Venezia,VB Verbano-Cusio-Ossola,VC Vercelli,VR Verona,VV Vibo Valentia,VI Vicenza,VT Viterbo',
  JP:
    '01 Hokkaido|北海道,02 Aomori|青森県,03 Iwate|岩手県,04 Miyagi|宮城県,05 Akita|秋田県,06 Yamagata|山形県,07 Fukushima|福島県,' +
    '08 Ibaraki|茨城県,09 Tochigi|栃木県,10 Gunma|群馬県,11 Saitama|埼玉県,12 Chiba|千葉県,13 Tokyo|東京都,14 Kanagawa|神奈川県,' +
    '15 Niigata|新潟県,16 Toyama|富山県,17 Ishikawa|石川県,18 Fukui|福井県,19 Yamanashi|山梨県,20 Nagano|長野県,21 Gifu|岐阜県,' +
    '22 Shizuoka|静岡県,23 Aichi|愛知県,24 Mie|三重県,25 Shiga|滋賀県,26 Kyoto|京都府,27 Osaka|大阪府,28 Hyogo|兵庫県,29 Nara|奈良県,' +
    '30 Wakayama|和歌山県,31 Tottori|鳥取県,32 Shimane|島根県,33 Okayama|岡山県,34 Hiroshima|広島県,35 Yamaguchi|山口県,' +
    '36 Tokushima|徳島県,37 Kagawa|香川県,38 Ehime|愛媛県,39 Kochi|高知県,40 Fukuoka|福岡県,41 Saga|佐賀県,42 Nagasaki|長崎県,' +
    '43 Kumamoto|熊本県,44 Oita|大分県,45 Miyazaki|宮崎県,46 Kagoshima|鹿児島県,47 Okinawa|沖縄県',
  KR:
    '26 Busan|부산광역시|부산|부산시,27 Daegu|대구광역시|대구|대구시,30 Daejeon|대전광역시|대전|대전시,42 Gangwon|강원특별자치도|강원도|강원|Gangwon-do,' +
    '29 Gwangju|광주광역시|광주|광주시|Gwangju City,41 Gyeonggi|경기도|경기|Gyeonggi-do,28 Incheon|인천광역시|인천|인천시,' +
    '49 Jeju|제주특별자치도|제주도|제주|Jeju-do,43 North Chungcheong|충청북도|충북|Chungbuk|Chungcheongbuk-do,' +
    '47 North Gyeongsang|경상북도|경북|Gyeongbuk|Gyeongsangbuk-do,45 North Jeolla|전북특별자치도|전라북도|전북|Jeonbuk|Jeollabuk-do,' +
    '50 Sejong|세종특별자치시|세종|세종시,11 Seoul|서울특별시|서울|서울시|Seoul-si,' +
    '44 South Chungcheong|충청남도|충남|Chungnam|Chungcheongnam-do,' +
    '48 South Gyeongsang|경상남도|경남|Gyeongnam|Gyeongsangnam-do,46 South Jeolla|전라남도|전남|Jeonnam|Jeollanam-do,' +
    '31 Ulsan|울산광역시|울산|울산시',
  MX:
    'AGU Aguascalientes,BCN Baja California,BCS Baja California Sur,CAM Campeche,CHP Chiapas,CHH Chihuahua,' +
    'CMX Ciudad de México|Mexico City|CDMX|Distrito Federal,COA Coahuila de Zaragoza|Coahuila,COL Colima,' +
    'DUR Durango,MEX Estado de México|Mexico State|México,GUA Guanajuato,GRO Guerrero,HID Hidalgo,JAL Jalisco,' +
    'MIC Michoacán de Ocampo|Michoacán,MOR Morelos,NAY Nayarit,NLE Nuevo León,OAX Oaxaca,PUE Puebla,' +
    'QUE Querétaro de Arteaga|Querétaro,ROO Quintana Roo,SLP San Luis Potosí,SIN Sinaloa,SON Sonora,TAB Tabasco,' +
    'TAM Tamaulipas,TLA Tlaxcala,VER Veracruz,YUC Yucatán,ZAC Zacatecas',
  MY:
    '01 Johor,02 Kedah,03 Kelantan,14 Kuala Lumpur|Wilayah Persekutuan (Kuala Lumpur),' +
    '15 Labuan|Wilayah Persekutuan (Labuan),04 Malacca|Melaka,05 Negeri Sembilan,06 Pahang,07 Penang|Pulau Pinang,' +
    '08 Perak,09 Perlis,16 Putrajaya|Wilayah Persekutuan (Putrajaya),12 Sabah,13 Sarawak,10 Selangor,11 Terengganu',
  NG:
    'AB Abia,AD Adamawa,AK Akwa Ibom,AN Anambra,BA Bauchi,BY Bayelsa,BE Benue,BO Borno,CR Cross River,DE Delta,' +
    'EB Ebonyi,ED Edo,EK Ekiti,EN Enugu,FC Federal Capital Territory|FCT|Abuja,GO Gombe,IM Imo,JI Jigawa,KD Kaduna,' +
    'KN Kano,KT Katsina,KE Kebbi,KO Kogi,KW Kwara,LA Lagos,NA Nasarawa,NI Niger,OG Ogun,ON Ondo,OS Osun,OY Oyo,' +
    'PL Plateau,RI Rivers,SO Sokoto,TA Taraba,YO Yobe,ZA Zamfara',
  PE:
    'AMA Amazonas,ANC Ancash,APU Apurímac,ARE Arequipa,AYA Ayacucho,CAJ Cajamarca,CAL Callao|El Callao,' +
    'CUS Cusco|Cuzco,HUV Huancavelica,HUC Huánuco,ICA Ica,JUN Junín,LAL La Libertad,LAM Lambayeque,' +
    'LMA Lima Metropolitana|Municipalidad Metropolitana de Lima|Metropolitan Lima,' +
    'LIM Lima|Lima Region|Lima Provincias,LOR Loreto,MDD Madre de Dios,MOQ Moquegua,PAS Pasco,PIU Piura,PUN Puno,' +
    'SAM San Martín,TAC Tacna,TUM Tumbes,UCA Ucayali',
  PH:
    'ABR Abra,AGN Agusan del Norte,AGS Agusan del Sur,AKL Aklan,ALB Albay,ANT Antique,APA Apayao,AUR Aurora,' +
    'BAS Basilan,BAN Bataan,BTN Batanes,BTG Batangas,BEN Benguet,BIL Biliran,BOH Bohol,BUK Bukidnon,BUL Bulacan,' +
    'CAG Cagayan,CAN Camarines Norte,CAS Camarines Sur,CAM Camiguin,CAP Capiz,CAT Catanduanes,CAV Cavite,CEB Cebu,' +
    'NCO Cotabato,COM Davao de Oro|Compostela Valley,DAV Davao del Norte,DAS Davao del Sur,DVO Davao Occidental,' +
    'DAO Davao Oriental,DIN Dinagat Islands,EAS Eastern Samar,GUI Guimaras,IFU Ifugao,ILN Ilocos Norte,' +
    'ILS Ilocos Sur,ILI Iloilo,ISA Isabela,KAL Kalinga,LUN La Union,LAG Laguna,LAN Lanao del Norte,' +
    'LAS Lanao del Sur,LEY Leyte,MGN Maguindanao del Norte,MGS Maguindanao del Sur,MAD Marinduque,MAS Masbate,' +
    '00 Metro Manila|NCR|National Capital Region|Manila,MSC Misamis Occidental,MSR Misamis Oriental,' +
    'MOU Mountain Province|Mountain,NEC Negros Occidental,NER Negros Oriental,NSA Northern Samar,NUE Nueva Ecija,' +
    'NUV Nueva Vizcaya,MDC Occidental Mindoro,MDR Oriental Mindoro,PLW Palawan,PAM Pampanga,PAN Pangasinan,' +
    'QUE Quezon,QUI Quirino,RIZ Rizal,ROM Romblon,WSA Samar|Western Samar,SAR Sarangani,SIG Siquijor,SOR Sorsogon,' +
    'SCO South Cotabato,SLE Southern Leyte,SUK Sultan Kudarat,SLU Sulu,SUN Surigao del Norte,SUR Surigao del Sur,' +
    'TAR Tarlac,TAW Tawi-Tawi,ZMB Zambales,ZAN Zamboanga del Norte,ZAS Zamboanga del Sur,ZSI Zamboanga Sibugay',
  TH:
    '37 Amnat Charoen,15 Ang Thong,10 Bangkok|กรุงเทพ|Krung Thep,38 Bueng Kan,31 Buri Ram|Buriram,24 Chachoengsao,' +
    '18 Chai Nat,36 Chaiyaphum,22 Chanthaburi,50 Chiang Mai,57 Chiang Rai,20 Chon Buri|Chonburi,86 Chumphon,' +
    '46 Kalasin,62 Kamphaeng Phet,71 Kanchanaburi,40 Khon Kaen,81 Krabi,52 Lampang,51 Lamphun,42 Loei,16 Lopburi,' +
    '58 Mae Hong Son,44 Maha Sarakham,49 Mukdahan,26 Nakhon Nayok,73 Nakhon Pathom,48 Nakhon Phanom,' +
    '30 Nakhon Ratchasima|Korat,60 Nakhon Sawan,80 Nakhon Si Thammarat,55 Nan,96 Narathiwat,39 Nong Bua Lam Phu,' +
    '43 Nong Khai,12 Nonthaburi,13 Pathum Thani,94 Pattani,82 Phang Nga,93 Phatthalung,56 Phayao,67 Phetchabun,' +
    '76 Phetchaburi,66 Phichit,65 Phitsanulok,14 Phra Nakhon Si Ayutthaya|Ayutthaya,54 Phrae,83 Phuket,' +
    '25 Prachin Buri,77 Prachuap Khiri Khan,85 Ranong,70 Ratchaburi,21 Rayong,45 Roi Et,27 Sa Kaeo,47 Sakon Nakhon,' +
    '11 Samut Prakan,74 Samut Sakhon,75 Samut Songkhram,19 Saraburi,91 Satun,33 Si Sa Ket,17 Sing Buri,90 Songkhla,' +
    '64 Sukhothai,72 Suphanburi,84 Surat Thani,32 Surin,63 Tak,92 Trang,23 Trat,34 Ubon Ratchathani,41 Udon Thani,' +
    '61 Uthai Thani,53 Uttaradit,95 Yala,35 Yasothon',
  TR:
    '01 Adana,02 Adıyaman,03 Afyonkarahisar|Afyon,04 Ağrı,68 Aksaray,05 Amasya,06 Ankara,07 Antalya,75 Ardahan,' +
    '08 Artvin,09 Aydın,10 Balıkesir,74 Bartın,72 Batman,69 Bayburt,11 Bilecik,12 Bingöl,13 Bitlis,14 Bolu,' +
    '15 Burdur,16 Bursa,17 Çanakkale,18 Çankırı,19 Çorum,20 Denizli,21 Diyarbakır,81 Düzce,22 Edirne,23 Elazığ,' +
    '24 Erzincan,25 Erzurum,26 Eskişehir,27 Gaziantep|Antep,28 Giresun,29 Gümüşhane,30 Hakkâri,31 Hatay,76 Iğdır,' +
    '32 Isparta,34 İstanbul,35 İzmir,46 Kahramanmaraş|Maraş,78 Karabük,70 Karaman,36 Kars,37 Kastamonu,38 Kayseri,' +
    '79 Kilis,71 Kırıkkale,39 Kırklareli,40 Kırşehir,41 Kocaeli,42 Konya,43 Kütahya,44 Malatya,45 Manisa,47 Mardin,' +
    '33 Mersin|İçel,48 Muğla,49 Muş,50 Nevşehir,51 Niğde,52 Ordu,80 Osmaniye,53 Rize,54 Sakarya,55 Samsun,' +
    '63 Şanlıurfa|Urfa,56 Siirt,57 Sinop,58 Sivas,73 Şırnak,59 Tekirdağ,60 Tokat,61 Trabzon,62 Tunceli,64 Uşak,' +
    '65 Van,77 Yalova,66 Yozgat,67 Zonguldak',
  TW:
    'CHA Changhua County|彰化縣|Changhua,CYQ Chiayi City|嘉義市|Chiayi,CYI Chiayi County|嘉義縣,' +
    'HSZ Hsinchu City|新竹市|Hsinchu,HSQ Hsinchu County|新竹縣,HUA Hualien County|花蓮縣|Hualien,' +
    'KHH Kaohsiung City|高雄市|Kaohsiung,KEE Keelung City|基隆市|Keelung,KIN Kinmen County|金門縣|Kinmen,' +
    'LIE Lienchiang County|連江縣|Lienchiang|Matsu,MIA Miaoli County|苗栗縣|Miaoli,NAN Nantou County|南投縣|Nantou,' +
    'NWT New Taipei City|新北市|New Taipei,PEN Penghu County|澎湖縣|Penghu,PIF Pingtung County|屏東縣|Pingtung,' +
    'TXG Taichung City|臺中市|台中市|台中|Taichung,TNN Tainan City|臺南市|台南市|台南|Tainan,TPE Taipei City|臺北市|台北市|台北|Taipei,' +
    'TTT Taitung County|臺東縣|台東縣|台東|Taitung,TAO Taoyuan City|桃園市|Taoyuan,ILA Yilan County|宜蘭縣|Yilan,' +
    'YUN Yunlin County|雲林縣|Yunlin',
  US:
    'AL Alabama|Ala,AK Alaska,AS American Samoa,AZ Arizona|Ariz,AR Arkansas|Ark,AA Armed Forces Americas,' +
    'AE Armed Forces Europe,AP Armed Forces Pacific,CA California|Calif,CO Colorado|Colo,CT Connecticut|Conn,' +
    'DE Delaware|Del,DC District of Columbia|Washington D.C.|Washington DC,FL Florida|Fla,GA Georgia|Ga,GU Guam,' +
    'HI Hawaii,ID Idaho,IL Illinois|Ill,IN Indiana|Ind,IA Iowa,KS Kansas|Kan|Kans,KY Kentucky|Ky,LA Louisiana|La,' +
    'ME Maine,MH Marshall Islands,MD Maryland|Md,MA Massachusetts|Mass,MI Michigan|Mich,FM Micronesia,' +
    'MN Minnesota|Minn,MS Mississippi|Miss,MO Missouri|Mo,MT Montana|Mont,NE Nebraska|Neb|Nebr,NV Nevada|Nev,' +
    'NH New Hampshire|N.H.,NJ New Jersey|N.J.,NM New Mexico|N.M.|N. Mex,NY New York|N.Y.,NC North Carolina|N.C.,' +
    'ND North Dakota|N.D.|N. Dak,MP Northern Mariana Islands,OH Ohio,OK Oklahoma|Okla,OR Oregon|Ore,PW Palau,' +
    'PA Pennsylvania|Pa|Penn,PR Puerto Rico|P.R.,RI Rhode Island|R.I.,SC South Carolina|S.C.,' +
    'SD South Dakota|S.D.|S. Dak,TN Tennessee|Tenn,TX Texas|Tex,UT Utah,VT Vermont|Vt,' +
    'VI Virgin Islands|U.S. Virgin Islands,VA Virginia|Va,WA Washington|Wash,WV West Virginia|W.Va.|W. Va,' +
    'WI Wisconsin|Wis|Wisc,WY Wyoming|Wyo',
  ZA:
    'EC Eastern Cape,FS Free State,GT Gauteng,NL KwaZulu-Natal,LP Limpopo,MP Mpumalanga,NW North West,' +
    'NC Northern Cape,WC Western Cape',
}
